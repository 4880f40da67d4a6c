// Born writes down when it began, in nanoseconds of CLOCK_MONOTONIC, and with which
// pid, into the file that is named by the argument. It waits to be killed then. A
// program in C, without libraries to load, begins as soon as it is run.
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
	struct timespec t;
	char line[64];
	clock_gettime(CLOCK_MONOTONIC, &t);
	int n = snprintf(line, sizeof line, "%d %lld\n", getpid(), t.tv_sec * 1000000000LL + t.tv_nsec);
	int fd = argc > 1 ? open(argv[1], O_WRONLY | O_CREAT, 0644) : -1;
	if (fd < 0 || pwrite(fd, line, n, 0) != n)
		return 1;
	close(fd);
	for (;;)
		pause();
}
