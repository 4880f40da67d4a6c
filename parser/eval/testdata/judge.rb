# Reads a list of chunks as JSON, evaluates their statements one after the
# other as Ruby does, and prints each value that is not the one expected.
require "json"
require "yaml"
require "shellwords"
require "uri"
require "socket"
require "etc"
require "erb"
require "active_support"
require "active_support/inflector"
require "active_support/core_ext/hash"
require "active_support/core_ext/numeric"
require "active_support/duration"

JSON.parse($stdin.read).each do |ask|
  rd, wr = IO.pipe
  pid = fork do
    rd.close
    real = $stdout.dup
    $stdout.reopen(File::NULL)
    scope = TOPLEVEL_BINDING.dup
    ask["statements"].each_with_index do |text, i|
      got =
        begin
          scope.eval(text, ask["name"], ask["lines"][i]).inspect.gsub(/0x\h+/, "0x")
        rescue SystemExit, StandardError, ScriptError, NoMemoryError, SystemStackError => e
          message = e.respond_to?(:original_message) ? e.original_message : e.message
          "raises #{e.class}: #{message.gsub(/ for #<(\w+):0x.*/m, ' for #<\1>')}"
        end
      want = ask["wants"][i]
      next if want.empty? && !got.start_with?("raises")
      next if got == want || want.empty?
      wr.puts "#{ask["name"]}:#{ask["lines"][i]}: #{text.lines.first.strip}  Ruby says #{got}, the file says #{want}"
    end
    wr.close
    exit!(0)
  end
  wr.close
  print rd.read
  Process.wait(pid)
end
