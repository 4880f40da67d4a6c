# A pill may be called *.rb: it is found by its call of Bluepill.application.
Bluepill.application("user_mailman", :log_file => "/var/log/bluepill.log") do |app|
  app.process("user_mailman") do |process|
    process.start_command = "bundle exec ruby script/mailman_server"
    process.working_dir = "/var/deploy/shop/web_head/current"
    process.daemonize = true
    process.stop_signals = [:term, 10.seconds]
    process.stop_grace_time = 15.seconds
  end
end
