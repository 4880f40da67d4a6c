Signal.list # => {"EXIT"=>0, "HUP"=>1, "INT"=>2, "QUIT"=>3, "ILL"=>4, "TRAP"=>5, "ABRT"=>6, "IOT"=>6, "FPE"=>8, "KILL"=>9, "BUS"=>7, "SEGV"=>11, "SYS"=>31, "PIPE"=>13, "ALRM"=>14, "TERM"=>15, "URG"=>23, "STOP"=>19, "TSTP"=>20, "CONT"=>18, "CHLD"=>17, "CLD"=>17, "TTIN"=>21, "TTOU"=>22, "IO"=>29, "XCPU"=>24, "XFSZ"=>25, "VTALRM"=>26, "PROF"=>27, "WINCH"=>28, "USR1"=>10, "USR2"=>12, "PWR"=>30, "POLL"=>29}
Signal.list["TERM"] # => 15
Signal.list.key(9) # => "KILL"
Signal.signame(15) # => "TERM"
Signal.signame(99) # => nil
Signal.signame("x") # => raises TypeError: no implicit conversion of String into Integer
Signal.trap("TERM") { } # => unknown (outside trap)
trap("FOO") { } # => raises ArgumentError: unsupported signal `SIGFOO'
trap("SIGKILL") { } # => raises Errno::EINVAL: Invalid argument - SIGKILL
trap("SEGV") { } # => raises ArgumentError: can't trap reserved signal: SIGSEGV
trap(99) { } # => raises ArgumentError: invalid signal number (99)
trap(nil) { } # => raises ArgumentError: bad signal type NilClass
trap("-TERM") { } # => raises ArgumentError: negative signal name: -TERM
trap("TERM") # => raises ArgumentError: tried to create Proc object without a block
trap # => raises ArgumentError: wrong number of arguments (given 0, expected 1..2)
Process.pid # => unknown Integer (outside Process.pid)
Process.euid # => unknown Integer (outside Process.euid)
Process.clock_gettime(Process::CLOCK_MONOTONIC) # => unknown Float (outside Process.clock_gettime)
Process::CLOCK_MONOTONIC # => 1
Process::WNOHANG # => 1
Socket.gethostname # => unknown String (outside hostname)
Etc.getpwnam(nil) # => raises TypeError: no implicit conversion of nil into String
Etc.getpwnam("deploy").uid # => unknown (outside getpwnam)
Etc.nprocessors # => unknown Integer (outside nprocessors)
RbConfig::CONFIG # => partly unknown (outside RbConfig::CONFIG)
RbConfig::CONFIG["host_os"] # => unknown (outside RbConfig::CONFIG)
RbConfig.ruby # => unknown String "/"..."" (outside RbConfig.ruby)
`hostname` # => unknown String (outside command)
# -----
require "erb"
ERB.new("a%%b\n%x\n").result # => "a%%b\n%x\n"
ERB.new("a").result(binding) # => "a"
ERB.new("a <%= 1 %>").result # => unknown String (outside ERB)
