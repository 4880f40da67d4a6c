package program

// This file is the table of what talks to servers, and ends: it tells them what to
// do, or asks them something.

// clientPrograms are no programs that Read would know how they run.
var clientPrograms = []Program{
	{
		Names: words("redis-cli"), Secrets: []SecretOption{{Option: "-a"}},
		Values:   words("-h -p -s -a -n -u --user --pass -i -r"),
		Commands: &Commands{Lacks: words("stop restart reload kill halt exit"), Does: "does nothing to Redis", Lesser: map[string]string{"save": "saves the data, and leaves Redis running", "bgsave": "saves the data, and leaves Redis running", "quit": "ends no more than its own connection"}},
	},
	{Names: words("resque"), Values: words("-r --redis -N --namespace"), Commands: &Commands{Knows: words("kill remove list"), Needs: words("kill remove"), What: "worker", Does: "prints its help"}},
	{
		Names:    words("pumactl"),
		Values:   words("-S --state -p --pid -P --pidfile -C --control-url -T --control-token -F --config-file -e --environment"),
		Commands: &Commands{Knows: words("start stop halt restart phased-restart refork reload-worker-directory reopen-log status stats info gc gc-stats thread-backtraces worker-count-up worker-count-down clear"), Does: "fails"},
	},
	{Names: words("sidekiqctl"), Commands: &Commands{Lesser: map[string]string{"quiet": "has Sidekiq take no more jobs, and leaves it running"}, Knows: words("quiet stop shutdown status"), Needs: words("quiet stop shutdown"), What: "pid file", Without: "does nothing", Does: "fails", Kills: words("stop shutdown"), Patience: 10, Waits: words("stop shutdown"), Wait: 10, WaitLast: true}},
	{
		Names: words("red_unicorn"), Values: words("-k --kind -p --pid-file -x --unicorn-exec -c --unicorn-config -t --timeout -g --restart-grace -e --env"),
		Commands: &Commands{Knows: words("start stop restart reload birth prolicide slaughter status"), Does: "fails", Sends: map[string]string{"stop": "quit"}, To: "unicorn", Others: words("-k --kind")},
	},
	{Names: words("supervisorctl"), Values: words("-c --configuration -s --serverurl -u --username -p --password"), Commands: &Commands{Needs: words("stop restart signal"), What: "process"}},

	{Names: words("varnishadm"), Values: words("-n -S -T -t"), Commands: &Commands{Lesser: map[string]string{"stop": "ends the child of varnishd, and leaves varnishd running"}}},

	{Names: words("mysql mysqladmin mysqldump mysqlcheck mysqlimport mysqlshow mariadb mariadb-admin mariadb-dump mariadb-check mariadb-import mariadb-show"), Secrets: []SecretOption{{Option: "-p", Glued: true}}, Hides: true},
	{Names: words("mysqlsh mytop"), Secrets: []SecretOption{{Option: "-p", Glued: true}}},
	{Names: words("rabbitmqadmin mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat mongotop cqlsh"), Secrets: []SecretOption{{Option: "-p"}}},
	{Names: words("sshpass"), Secrets: []SecretOption{{Option: "-p"}, {Option: "-p", Glued: true}}, Hides: true},
	{Names: words("ldapsearch ldapmodify ldapadd ldapdelete ldappasswd ldapwhoami"), Secrets: []SecretOption{{Option: "-w"}}, Hides: true},
	{Names: words("iodine iodined"), Secrets: []SecretOption{{Option: "-P"}}, Hides: true},
	{Names: words("sqlcmd"), Secrets: []SecretOption{{Option: "-P"}}},
	{Names: words("curl"), Secrets: []SecretOption{{Option: "-u", Behind: ":"}, {Option: "--user", Behind: ":"}, {Option: "--proxy-user", Behind: ":"}, {Option: "-U", Behind: ":"}}, Hides: true},
	{Names: words("smbclient"), Secrets: []SecretOption{{Option: "-U", Behind: "%"}}, Hides: true},
}
