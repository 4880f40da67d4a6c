package program

// This file is the table of what talks to servers, and ends: it tells them what to
// do, or asks them something.

// clientPrograms are no programs that Read would know how they run.
var clientPrograms = []Program{
	{Names: words("mysql mysqladmin mysqldump mariadb mariadb-admin mariadb-dump"), Secrets: []SecretOption{{Option: "-p", Glued: true}}, Hides: true},
	{Names: words("mysqlcheck mysqlimport mysqlshell"), Secrets: []SecretOption{{Option: "-p", Glued: true}}},
	{Names: words("redis-cli"), Secrets: []SecretOption{{Option: "-a"}}},
	{Names: words("rabbitmqadmin mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat mongotop cqlsh"), Secrets: []SecretOption{{Option: "-p"}}},
	{Names: words("sshpass"), Secrets: []SecretOption{{Option: "-p"}, {Option: "-p", Glued: true}}, Hides: true},
	{Names: words("ldapsearch ldapmodify ldapadd ldapwhoami"), Secrets: []SecretOption{{Option: "-w"}}},
	{Names: words("iodine iodined"), Secrets: []SecretOption{{Option: "-P"}}, Hides: true},
	{Names: words("sqlcmd"), Secrets: []SecretOption{{Option: "-P"}}},
	{Names: words("curl"), Secrets: []SecretOption{{Option: "-u", Behind: ":"}, {Option: "--user", Behind: ":"}, {Option: "--proxy-user", Behind: ":"}, {Option: "-U", Behind: ":"}}, Hides: true},
	{Names: words("smbclient"), Secrets: []SecretOption{{Option: "-U", Behind: "%"}}},
}
