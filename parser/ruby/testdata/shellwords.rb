# Prints what Ruby's Shellwords makes of thousands of lines, as JSON, a line each:
#   ruby shellwords.rb | gzip -9n >shellwords.jsonl.gz
require 'json'
require 'shellwords'

random = Random.new(1)
pieces = ['a', 'b', 'é', '日', ' ', '  ', "\t", "\n", "\r", "\v", "\f", "\u00a0", '"', '"', "'", "'", '\\', '\\', '$', '$(x)', '`', '#',
          '~', '&', '&&', '=', '*', ';', '|', '>', '2>&1', '%', '!', '(', ')', '{}', '\\"', "\\'", '\\n', "\\\n", '\\$', '""', "''", '/', '-']
lines = [
  '', ' ', "\n", '\\', 'a\\', '"', "'", '"a', "'a", '""', "''", 'a ""', '"" a', '"a"b', "'a'b'c'", '"a\\"b"', '"a\\\\b"', '"a\\nb"', "'a\\'b",
  'bundle exec unicorn -c config/unicorn.rb -E production -D', 'sh -c "cd /tmp && exec prog > x.log 2>&1"', "sh -c 'kill -QUIT $(cat pid)'",
  "/usr/bin/env FOO=\"a b\" prog --name='it'\\''s'", "a\\\nb", "a\\ b", '# not a comment', 'a#b', "\"a\nb\"", "a\u00a0b"
]
lines << Array.new(random.rand(1..12)) { pieces.sample(random: random) }.join while lines.uniq.size < 6000
lines.uniq.each do |line|
  puts JSON.generate('line' => line, 'words' => line.shellsplit)
rescue ArgumentError => e
  puts JSON.generate('line' => line, 'error' => e.message)
end
