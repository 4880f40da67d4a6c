# Regexp
/b/ =~ "abc" # => 1
/b/ =~ nil # => nil
/b/ =~ 1 # => raises TypeError: no implicit conversion of Integer into String
/b/ =~ :abc # => 1
/b/ === "abc" # => true
/b/ === :abc # => true
/b/ === nil # => false
/b/ === 1 # => false
/b/.match("abc") # => #<MatchData "b">
/(b)(x)?(c)/.match("abc") # => #<MatchData "bc" 1:"b" 2:nil 3:"c">
/(?<y>a)(?<z>b)?/.match("xa") # => #<MatchData "a" y:"a" z:nil>
/b/.match("abc", 2) # => nil
/b/.match(nil) # => nil
/b/.match(1) # => raises TypeError: no implicit conversion of Integer into String
/b/.match # => raises ArgumentError: wrong number of arguments (given 0, expected 1..2)
/b/.match("abc") { |q| q[0] } # => "b"
/b/.match?("abc") # => true
/b/.match?(nil) # => false
/b/.match?("abc", 2) # => false
/a/ == /a/ # => true
/a/ == /a/i # => false
/a\d/.source # => "a\\d"
/a/mix.options # => 7
/a/i.casefold? # => true
/a/.to_s # => "(?-mix:a)"
/a/mix.to_s # => "(?mix:a)"
%r{a/b}.to_s # => "(?-mix:a\\/b)"
/a/i.inspect # => "/a/i"
%r{a/b}.inspect # => "/a\\/b/"
/#{/b/i}c/ # => /(?i-mx:b)c/
/(?<x>a)(?<y>b)/.names # => ["x", "y"]
/a/.names # => []
Regexp.new("a.b") # => /a.b/
Regexp.new("a", true) # => /a/i
Regexp.new("a", nil) # => /a/
Regexp.new("a", Regexp::IGNORECASE | Regexp::MULTILINE) # => /a/mi
Regexp.new("a", 2) # => /a/x
Regexp.new(/a/i) # => /a/i
Regexp.new("(") # => raises RegexpError: end pattern with unmatched parenthesis: /(/
Regexp.new(1) # => raises TypeError: no implicit conversion of Integer into String
Regexp.compile("a") # => /a/
Regexp.escape("a.b*c d") # => "a\\.b\\*c\\ d"
Regexp.quote("[x]") # => "\\[x\\]"
Regexp.escape(:"a b") # => "a\\ b"
Regexp.escape(1) # => raises TypeError: no implicit conversion of Integer into String
Regexp.union # => /(?!)/
Regexp.union("a.b", /c/i) # => /a\.b|(?i-mx:c)/
Regexp.union(["a", "b"]) # => /a|b/
Regexp.union(/a/i) # => /a/i
Regexp.union(1) # => raises TypeError: no implicit conversion of Integer into String
Regexp.new(ENV["X"]) # => unknown (environment X)
["ab" =~ /(.)(.)/, Regexp.last_match(1), Regexp.last_match(2), Regexp.last_match(3), Regexp.last_match] # => [0, "a", "b", nil, #<MatchData "ab" 1:"a" 2:"b">]
["x" =~ /y/, Regexp.last_match, Regexp.last_match(1)] # => [nil, nil, nil]
/a/ =~ ENV["X"] # => unknown (environment X)
$~ # => unknown (environment X)
/a/ === ENV["X"] # => unknown Boolean (environment X)
/#{ENV["X"]}/ =~ "a" # => unknown (environment X)
case "web-12" when /(\w+)-(\d+)/ then [$1, $2] else nil end # => ["web", "12"]
case 5 when /5/ then 1 else 2 end # => 2
# -----
# A method has a $~ of its own; its blocks share it.
def other() "zzz" =~ /(z)/ end # => :other
["abc" =~ /(a)/, other, $1] # => [0, 0, "a"]
["abc" =~ /(a)/, 1.times { "q" =~ /(q)/ }, $1] # => [0, 1, "q"]
["a" =~ /(a)/, ("c" =~ /(c)/ if ENV["X"]), $1] # => partly unknown Integer or nil (environment X)
$1 # => unknown String or nil (environment X)
# -----
# MatchData
m = /(?<y>a)(?<z>b)?/.match("xay") # => #<MatchData "a" y:"a" z:nil>
m[0] # => "a"
m[1] # => "a"
m[-1] # => nil
m[-2] # => "a"
m[-3] # => nil
m[5] # => nil
m["y"] # => "a"
m[:z] # => nil
m[:q] # => raises IndexError: undefined group name reference: q
m["q"] # => raises IndexError: undefined group name reference: q
m.captures # => ["a", nil]
m.named_captures # => {"y"=>"a", "z"=>nil}
m.names # => ["y", "z"]
m.pre_match # => "x"
m.post_match # => "y"
m.to_a # => ["a", "a", nil]
m.to_s # => "a"
m.string # => "xay"
m.string.frozen? # => true
m.size # => 3
m.length # => 3
m.begin(0) # => 1
m.public_send(:end, 0) # => 2
m.public_send(:end, :y) # => 2
m.offset(0) # => [1, 2]
m.offset(2) # => [nil, nil]
m.begin(5) # => raises IndexError: index 5 out of matches
m.begin(:q) # => raises IndexError: undefined group name reference: q
m.values_at(0, 1, 7) # => ["a", "a", nil]
m.inspect # => "#<MatchData \"a\" y:\"a\" z:nil>"
n = /(é)(b)/.match("aéb") # => #<MatchData "éb" 1:"é" 2:"b">
n.begin(2) # => 2
n[0, 2] # => ["éb", "é"]
n[1..] # => ["é", "b"]
n.captures # => ["é", "b"]
n.nope # => raises NoMethodError: undefined method `nope' for #<MatchData "éb" 1:"é" 2:"b">
# -----
# Named groups of a literal on the left of =~ are variables.
/(?<year>\d+)-(?<month>\d+)?/ =~ "in 2024-"
[year, month] # => ["2024", nil]
/(?<year>\d+)/ =~ "none"
year # => nil
/(?<year>\d+)/ =~ ENV["X"]
year # => unknown String or nil (environment X)
def find(text) /(?<word>\w+)/ =~ text && word end
find("..ab..") # => "ab"
