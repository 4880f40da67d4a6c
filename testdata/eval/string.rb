# String: reading.
"a" + "b" # => "ab"
"a" + nil # => raises TypeError: no implicit conversion of nil into String
"a" + 1 # => raises TypeError: no implicit conversion of Integer into String
"a" + :b # => raises TypeError: no implicit conversion of Symbol into String
"a" + ENV["X"] # => unknown String "a"..."" (environment X)
"a" + "#{ENV["X"]}.pid" # => unknown String "a"...".pid" (environment X)
"a" + ENV["X"].to_i # => raises TypeError: no implicit conversion of Integer into String
"#{ENV["X"]}/b" + "c" # => unknown String ""..."/bc" (environment X)
"ab" * 3 # => "ababab"
"ab" * 0 # => ""
"ab" * 1.9 # => "ab"
"ab" * -1 # => raises ArgumentError: negative argument
"ab" * nil # => raises TypeError: no implicit conversion from nil to integer
"ab" * (10**19) # => raises RangeError: bignum too big to convert into `long'
"ab" * ENV["X"] # => unknown (environment X)
"%s-%d" % ["a", 3] # => "a-3"
"%s" % nil # => ""
"%s" % :a # => "a"
"%05.1f|%-4s|%+d|%x" % [3.14159, "a", 5, 255] # => "003.1|a   |+5|ff"
"%<a>s %{b}" % {a: 1, b: 2} # => "1 2"
"%s"  % [[1, 2]] # => "[1, 2]"
"%p" % [nil] # => "nil"
"%c" % 65 # => "A"
"%%" % [] # => "%"
"a%" % [] # => raises ArgumentError: incomplete format specifier; use %% (double %) instead
"%s %s" % "a" # => raises ArgumentError: too few arguments
"%<a>s" % {b: 1} # => raises KeyError: key<a> not found
"%{a}" % [1] # => raises ArgumentError: one hash required
"%d" % "x" # => raises ArgumentError: invalid value for Integer(): "x"
"%d" % "0x1f" # => "31"
"%d" % nil # => raises TypeError: can't convert nil into Integer
"%d" % 3.99 # => "3"
"%d" % Float::INFINITY # => raises FloatDomainError: Infinity
"%d" % [[1]] # => raises TypeError: can't convert Array into Integer
"%d" % :a # => raises TypeError: can't convert Symbol into Integer
"%f" % nil # => raises TypeError: can't convert nil into Float
"%f" % "1.5" # => "1.500000"
"%f" % "x" # => raises ArgumentError: invalid value for Float(): "x"
"%f" % :a # => raises TypeError: can't convert Symbol into Float
"%d" % 2.minutes # => "120"
"/run/%s.pid" % ENV["X"] # => unknown String "/run/"...".pid" (environment X)
"/run/%s-%s.pid" % ["a", ENV["X"]] # => unknown String "/run/a-"...".pid" (environment X)
"/run/%5s.pid" % [ENV["X"]] # => unknown String "/run/"..."" (environment X)
"/run/%d.pid" % ENV["X"] # => unknown String "/run/"..."" (environment X)
"/run/%{a}/%{b}" % {a: "x", b: ENV["X"]} # => unknown String "/run/x/"..."" (environment X)
format("%s-%s", 1, ENV["X"]) # => unknown String "1-"..."" (environment X)
format("%02d:%02d", 5, 7) # => "05:07"
sprintf("%s") # => raises ArgumentError: too few arguments
"a" == "a" # => true
"a" == :a # => false
"a" == ENV["X"] # => unknown Boolean (environment X)
"b" == "a#{ENV["X"]}" # => false
"a" === "a" # => true
"a".eql?("a") # => true
"a".eql?(:a) # => false
"a".equal?("a") # => false
"a" <=> "b" # => -1
"a" <=> 1 # => nil
"aB".casecmp("Ab") # => 0
"a".casecmp("b") # => -1
"a".casecmp(1) # => nil
"aB".casecmp?("Ab") # => true
"a".casecmp?(nil) # => nil
"héé".length # => 3
"héé".size # => 3
"héé".bytesize # => 5
"".empty? # => true
" ".empty? # => false
"abc".include?("b") # => true
"abc".include?("x") # => false
"abc".include?(nil) # => raises TypeError: no implicit conversion of nil into String
"abc".include?(ENV["X"]) # => unknown Boolean (environment X)
"abc".include?("x#{ENV["X"]}") # => false
"abc".start_with?("ab") # => true
"abc".start_with?("x", "a") # => true
"abc".start_with? # => false
"abc".start_with?(1) # => raises TypeError: no implicit conversion of Integer into String
"abc".start_with?(/b/) # => false
["abc".start_with?(/a(b)/), $1] # => [true, "b"]
"abc".start_with?(ENV["X"]) # => unknown Boolean (environment X)
"abc".start_with?("#{ENV["X"]}", "a") # => true
"abc".start_with?("b#{ENV["X"]}") # => false
"abc".end_with?("bc") # => true
"abc".end_with?("x") # => false
"abc".end_with?("#{ENV["X"]}d") # => false
"abc".end_with?(nil) # => raises TypeError: no implicit conversion of nil into String
"hello".count("l") # => 2
"hello".count("a-l", "^h") # => 3
"hello".count # => raises ArgumentError: wrong number of arguments (given 0, expected 1+)
"hello".count("l-a") # => raises ArgumentError: invalid range "l-a" in string transliteration
"a".valid_encoding? # => true
"\xff".valid_encoding? # => false
"é".ascii_only? # => false
"a".ascii_only? # => true
"a\n\"\#{x}é\e".inspect # => "\"a\\n\\\"\\\#{x}é\\e\""
"a\n\"b\"".dump # => "\"a\\n\\\"b\\\"\""
"a".to_s # => "a"
"a".to_str # => "a"
"aé".chars # => ["a", "é"]
"aé".bytes # => [97, 195, 169]
"aé".codepoints # => [97, 233]
"a\nb\n\nc".lines # => ["a\n", "b\n", "\n", "c"]
"a\nb\r\nc".lines(chomp: true) # => ["a", "b", "c"]
"a,b,c".lines(",") # => ["a,", "b,", "c"]
text = +"" # => ""
"a\nb\n".each_line { |l| text << l.inspect } # => "a\nb\n"
"ab".each_char { |x| text << x.inspect } # => "ab"
"ab".each_byte { |x| text << x.inspect } # => "ab"
"a".upto("e") { |x| text << x } # => "a"
"a".upto("c", true) { |x| text << x } # => "a"
text # => "\"a\\n\"\"b\\n\"\"a\"\"b\"9798abcdeab"
"abc".getbyte(0) # => 97
"abc".getbyte(5) # => nil
+"a" # => "a"
(-"a").frozen? # => true
(+"a").frozen? # => false
String.new # => ""
String.new("a") # => "a"
String.new(nil) # => raises TypeError: no implicit conversion of nil into String
String.new("a", capacity: 10) # => "a"
String.try_convert(1) # => nil
String.try_convert("a") # => "a"
"a".hash.nil? # => unknown Boolean (unsupported hash)
# -----
# String: places.
"hello"[0] # => "h"
"hello"[-1] # => "o"
"hello"[5] # => nil
"hello"[9] # => nil
"hello"[1, 3] # => "ell"
"hello"[5, 1] # => ""
"hello"[6, 1] # => nil
"hello"[1, -1] # => nil
"hello"[-3, 2] # => "ll"
"hello"[1..3] # => "ell"
"hello"[1...-1] # => "ell"
"hello"[-3..] # => "llo"
"hello"[..2] # => "hel"
"hello"[5..] # => ""
"hello"[6..] # => nil
"hello"[-9..2] # => nil
"hello"[-6..-6] # => nil
"hello"[2..-9] # => ""
"hello"[3..1] # => ""
"hello"["ell"] # => "ell"
"hello"["x"] # => nil
"hello"[/l+/] # => "ll"
"hello"[/x/] # => nil
"hello"[/(h)(e)/, 2] # => "e"
"hello"[/(h)(e)/, 3] # => nil
"hello"[/(?<n>l)/, "n"] # => "l"
"hello"[/(?<n>l)/, :n] # => "l"
"hello"[/(?<n>l)/, "z"] # => raises IndexError: undefined group name reference: z
"héllo"[1] # => "é"
"héllo"[2..] # => "llo"
"hello"[1.7] # => "e"
"hello"[nil] # => raises TypeError: no implicit conversion from nil to integer
"hello"[:a] # => raises TypeError: no implicit conversion of Symbol into Integer
"hello"["e", 1] # => raises TypeError: no implicit conversion of String into Integer
"hello"[ENV["X"]] # => unknown (environment X)
"hello".slice(1, 2) # => "el"
"hello".byteslice(1, 2) # => "el"
"hello".byteslice(9) # => nil
"héllo".chr # => "h"
"".chr # => ""
"hello".index("l") # => 2
"hello".index("l", 3) # => 3
"hello".index("l", -1) # => nil
"hello".index("") # => 0
"hello".index("", 9) # => nil
["hello".index(/l+(.)/), $1] # => [2, "o"]
"hello".index(nil) # => raises TypeError: no implicit conversion of nil into String
"héllo".index("l") # => 2
"hello".rindex("l") # => 3
"hello".rindex("l", 2) # => 2
"hello".rindex("l", -4) # => nil
"hello".rindex("hello") # => 0
"hello".rindex(/l./) # => 3
"hello".rindex(/z/) # => nil
"a.b.c".partition(".") # => ["a", ".", "b.c"]
"a.b.c".partition(/\./) # => ["a", ".", "b.c"]
"abc".partition("x") # => ["abc", "", ""]
"a.b.c".rpartition(".") # => ["a.b", ".", "c"]
"a.b.c".rpartition(/[.]/) # => ["a.b", ".", "c"]
"abc".rpartition("x") # => ["", "", "abc"]
"abc".partition(1) # => raises TypeError: wrong argument type Integer (expected Regexp)
s = +"hello" # => "hello"
s[0] = "J" # => "J"
s # => "Jello"
s[-1, 1] = "y!" # => "y!"
s # => "Jelly!"
s[1..2] = "" # => ""
s # => "Jly!"
s["l"] = "LL" # => "LL"
s # => "JLLy!"
s[/L(L)/, 1] = "x" # => "x"
s # => "JLxy!"
s[99] = "x" # => raises IndexError: index 99 out of string
s[-99] = "x" # => raises IndexError: index -99 out of string
s[1, -1] = "x" # => raises IndexError: negative length -1
s[50..60] = "x" # => raises RangeError: 50..60 out of range
s["zz"] = "x" # => raises IndexError: string not matched
s[/zz/] = "x" # => raises IndexError: regexp not matched
s[/L/, 1] = "x" # => raises IndexError: index 1 out of regexp
s[/L(q)?/, 1] = "x" # => raises IndexError: regexp group 1 not matched
s[0] = nil # => raises TypeError: no implicit conversion of nil into String
s[s.size] = "end" # => "end"
s # => "JLxy!end"
"lit".freeze[0] = "x" # => raises FrozenError: can't modify frozen String: "lit"
t = +"hello" # => "hello"
t.slice!(1) # => "e"
t.slice!(1..2) # => "ll"
t.slice!("zz") # => nil
t.slice!(/l/) # => nil
t # => "ho"
t.slice!(0, 1) # => "h"
t # => "o"
t.insert(1, "X") # => "oX"
t.insert(-1, "Y") # => "oXY"
t.insert(-9, "Y") # => raises IndexError: index -8 out of string
t.insert(9, "Y") # => raises IndexError: index 9 out of string
t.insert(0, nil) # => raises TypeError: no implicit conversion of nil into String
u = +"abc" # => "abc"
u[0] = ENV["X"] # => unknown String or nil (environment X)
u # => unknown String (environment X)
v = +"abc" # => "abc"
v.slice!(ENV["X"]) # => unknown (environment X)
v # => unknown String (environment X)
# -----
# String: changing.
s = +"a" # => "a"
s << "b" # => "ab"
s << 99 # => "abc"
s << 8364 # => "abc€"
s << "x" << "y" # => "abc€xy"
s << nil # => raises TypeError: no implicit conversion of nil into String
s << -1 # => raises RangeError: -1 out of char range
s << 2**40 # => raises RangeError: 1099511627776 out of char range
s << 0xd800 # => raises RangeError: invalid codepoint 0xD800 in UTF-8
s # => "abc€xy"
s.concat("1", "2") # => "abc€xy12"
s.concat # => "abc€xy12"
s.concat(1.5) # => raises TypeError: no implicit conversion of Float into String
s.prepend("p", "q") # => "pqabc€xy12"
s.replace("new") # => "new"
s.equal?(s.replace("n")) # => true
s.clear # => ""
"a".freeze << "b" # => raises FrozenError: can't modify frozen String: "a"
"a".freeze << "#{ENV["X"]}" # => raises FrozenError: can't modify frozen String: "a"
"a".freeze.concat # => raises FrozenError: can't modify frozen String: "a"
"a".freeze.replace("a") # => raises FrozenError: can't modify frozen String: "a"
"a".freeze.upcase! # => raises FrozenError: can't modify frozen String: "a"
"".freeze.tr!("a", "b") # => nil
"a".freeze.sub!("x", "") # => raises FrozenError: can't modify frozen String: "a"
"a".freeze.gsub!(/x/, "") # => raises FrozenError: can't modify frozen String: "a"
"a".freeze.slice!(9) # => raises FrozenError: can't modify frozen String: "a"
"a".freeze.insert(0, "") # => raises FrozenError: can't modify frozen String: "a"
"a".freeze.force_encoding("UTF-8") # => raises FrozenError: can't modify frozen String: "a"
"a".freeze.chomp! # => raises FrozenError: can't modify frozen String: "a"
x = +"a" # => "a"
x << ENV["X"] # => unknown String (environment X)
x # => unknown String (environment X)
y = +"a" # => "a"
y.prepend(ENV["X"]) # => unknown String (environment X)
y # => unknown String (environment X)
z = +"a" # => "a"
z.replace(ENV["X"]) # => unknown String (environment X)
z # => unknown String (environment X)
"hELLo".upcase # => "HELLO"
"hELLo".downcase # => "hello"
"hELLo wORLD".capitalize # => "Hello world"
"hELLo".swapcase # => "HellO"
"ÀÉß".downcase # => "àéß"
"àéß".upcase # => "ÀÉSS"
"a".upcase(:ascii) # => unknown (unsupported upcase)
" \t a \n\0".strip # => "a"
" a ".lstrip # => "a "
" a ".rstrip # => " a"
"a\n".chomp # => "a"
"a\r\n".chomp # => "a"
"a\n\n".chomp # => "a\n"
"a\n\r".chomp # => "a\n"
"abc".chomp("c") # => "ab"
"abc".chomp("x") # => "abc"
"a\n\n".chomp("") # => "a"
"a\n".chomp(nil) # => "a\n"
"abc".chomp(1) # => raises TypeError: no implicit conversion of Integer into String
"abc".chop # => "ab"
"a\r\n".chop # => "a"
"".chop # => ""
"héy".reverse # => "yéh"
"az".succ # => "ba"
"Zz9".next # => "AAa0"
"a-9".succ # => "a-10"
"".succ # => ""
"abc".delete_prefix("a") # => "bc"
"abc".delete_suffix("bc") # => "a"
"abc".delete_prefix("x") # => "abc"
"hello".tr("el", "ip") # => "hippo"
"hello".tr("a-y", "b-z") # => "ifmmp"
"hello".tr("^l", "*") # => "**ll*"
"hello".tr("l", "") # => "heo"
"hello".tr("z-a", "x") # => raises ArgumentError: invalid range "z-a" in string transliteration
"hello".tr("l", nil) # => raises TypeError: no implicit conversion of nil into String
"aabbcc".tr_s("ab", "x") # => "xcc"
"hello".delete("l") # => "heo"
"hello".delete("a-k", "^e") # => "ello"
"hello".delete # => raises ArgumentError: wrong number of arguments (given 0, expected 1+)
"aaabbb".squeeze # => "ab"
"aaabbb".squeeze("a") # => "abbb"
"abc".center(9) # => "   abc   "
"abc".center(10, "12") # => "121abc1212"
"abc".center(2) # => "abc"
"abc".ljust(6, ".") # => "abc..."
"abc".rjust(6, "0") # => "000abc"
"é".rjust(3) # => "  é"
"a".center(5, "") # => raises ArgumentError: zero width padding
"a".ljust("5") # => raises TypeError: no implicit conversion of String into Integer
"a".ljust(ENV["X"].to_i) # => unknown String (environment X)
b = +"Hello" # => "Hello"
b.upcase! # => "HELLO"
b.upcase! # => nil
b.downcase! # => "hello"
b.capitalize! # => "Hello"
b.swapcase! # => "hELLO"
b.strip! # => nil
b.chomp! # => nil
b.chomp!("O") # => "hELL"
b.chop! # => "hEL"
b.squeeze! # => nil
b.squeeze! # => nil
b.delete!("h") # => "EL"
b.delete!("h") # => nil
b.tr!("E", "e") # => "eL"
b.tr!("E", "e") # => nil
b.tr!("e", "e") # => "eL"
b.tr_s!("z", "y") # => nil
b.delete_prefix!("e") # => "L"
b.delete_prefix!("e") # => nil
b.delete_suffix!("L") # => ""
b.reverse! # => ""
b.succ! # => ""
b.next! # => ""
b.lstrip! # => nil
b.rstrip! # => nil
c = +"abc" # => "abc"
c.chomp!(ENV["X"]) # => unknown (environment X)
c # => unknown String (environment X)
"  a \n b ".squish # => "a b"
(+" a  b").squish! # => "a b"
"foo bar".remove("foo ") # => "bar"
"foo bar".remove(/o+/, "b") # => "f ar"
"abcdefghij".truncate(6) # => "abc..."
"abcdefghij".truncate(6, omission: "!") # => "abcde!"
"abc".truncate(6) # => "abc"
# -----
# String: patterns.
"abc" =~ /c/ # => 2
"héc" =~ /c/ # => 2
"abc" =~ /x/ # => nil
"a" =~ "b" # => raises TypeError: type mismatch: String given
"a" =~ 1 # => nil
"a" =~ nil # => nil
["abc" =~ /(b)(x)?/, $~[0], $&, $1, $2, $3, $`, $'] # => [1, "b", "b", "b", nil, nil, "a", "c"]
"abc".match(/b/) # => #<MatchData "b">
"abc".match("(b)(c)") # => #<MatchData "bc" 1:"b" 2:"c">
"abc".match(/b/, 2) # => nil
["abc".match(/x/), $~] # => [nil, nil]
"abc".match(/(?<first>a)/)[:first] # => "a"
"abc".match(/b/) { |m| m[0] * 2 } # => "bb"
"abc".match(1) # => raises TypeError: wrong argument type Integer (expected Regexp)
"abc".match("(") # => raises RegexpError: end pattern with unmatched parenthesis: /(/
"abc".match?(/b/) # => true
"abc".match?("b", 2) # => false
"abc".match?(ENV["X"]) # => unknown Boolean (environment X)
["abc" =~ /(b)/, "abc".match?(/c/), $1] # => [1, true, "b"]
"abc" =~ ENV["X"] # => unknown (environment X)
$1 # => unknown String or nil (environment X)
"hello".sub("l", "L") # => "heLlo"
"hello".sub(/l(.)/, '<\1>') # => "he<l>o"
"hello".sub(/(?<x>l)/, '<\k<x>>') # => "he<l>lo"
"hello".sub(/(?<x>l)/, '<\k<y>>') # => raises IndexError: undefined group name reference: y
"hello".sub("l") { |m| m.upcase } # => "heLlo"
"hello".sub(/z/, "") # => "hello"
"hello".sub("l", nil) # => raises TypeError: no implicit conversion of nil into String
"hello".sub(1, "x") # => raises TypeError: wrong argument type Integer (expected Regexp)
"hello".sub("x") # => raises ArgumentError: wrong number of arguments (given 1, expected 2)
"hello".sub("l", ENV["X"]) # => unknown String "he"..."lo" (environment X)
"hello".sub("z", "#{ENV["X"]}") # => "hello"
"hello".sub(ENV["X"], "") # => unknown String (environment X)
"hello".gsub("l", "L") # => "heLLo"
"hello".gsub(/[el]/, "e" => "3", "l" => 1) # => "h311o"
"hello".gsub(/l/) { $&.upcase + $~.begin(0).to_s } # => "heL2L3o"
"hello".gsub(/(.)(.)/, '\2\1') # => "ehllo"
"hello".gsub("", "-") # => "-h-e-l-l-o-"
"hello".gsub(/x*/, "-") # => "-h-e-l-l-o-"
"a.b.c".gsub(".", "\\\\.") # => "a\\.b\\.c"
"hello".gsub(/l/, ENV["X"]) # => unknown String "he"...""..."o" (environment X)
"hello".gsub(/l/) { |m| ENV["X"] } # => unknown String "he"...""..."o" (environment X)
"hello".gsub(/l/, {"l" => ENV["X"]}) # => unknown String "he"...""..."o" (environment X)
["a" =~ /(a)/, "hello".gsub(/z/, ""), $~] # => [0, "hello", nil]
["a".gsub(/(a)/, "b"), $1] # => ["b", "a"]
["a" =~ /a/, "a,b".split(/(,)/), $~] # => [0, ["a", ",", "b"], nil]
["a" =~ /a/, "a,b".split(","), $~[0]] # => [0, ["a", "b"], "a"]
["a" =~ /a/, "a,b".index(/,/, 10), $~[0]] # => [0, nil, "a"]
["a" =~ /a/, "a,b".index(/,/, -10), $~] # => [0, nil, nil]
["a,b".sub(",", ""), $~] # => ["ab", #<MatchData: ,>]
s = +"hello" # => "hello"
s.sub!("l", "L") # => "heLlo"
s.sub!("z", "L") # => nil
s.gsub!(/l|o/) { |m| m.upcase } # => "heLLO"
s.gsub!(/z/, "") # => nil
s.gsub!("L", "L") # => "heLLO"
s # => "heLLO"
s.sub!("h", ENV["X"]) # => unknown String (environment X)
s # => unknown String (environment X)
t = +"hello" # => "hello"
t.gsub!(ENV["X"], "") # => unknown (environment X)
t # => unknown String (environment X)
"hello world".scan(/o/) # => ["o", "o"]
"hello world".scan(/(.)o/) # => [["l"], ["w"]]
"a1b2".scan(/([a-z])(\d)/) # => [["a", "1"], ["b", "2"]]
"hello".scan("l") # => ["l", "l"]
"hello".scan(/z/) # => []
"hello".scan(1) # => raises TypeError: wrong argument type Integer (expected Regexp)
["hello".scan(/z/), $~] # => [[], nil]
text = +"" # => ""
"a1b2".scan(/[a-z]/) { |x| text << x + $& } # => "a1b2"
text # => "aabb"
"a b  c".split # => ["a", "b", "c"]
" a b ".split(" ") # => ["a", "b"]
"a,b,,".split(",") # => ["a", "b"]
"a,b,,".split(",", -1) # => ["a", "b", "", ""]
"a,b,c".split(",", 2) # => ["a", "b,c"]
"a1b2c".split(/\d/) # => ["a", "b", "c"]
"a1b2c".split(/(\d)/) # => ["a", "1", "b", "2", "c"]
"abc".split("") # => ["a", "b", "c"]
"abc".split(//, 2) # => ["a", "bc"]
"".split(",") # => []
"a b".split(nil) # => ["a", "b"]
"a b".split(1) # => raises TypeError: wrong argument type Integer (expected Regexp)
"a,b".split(ENV["X"]) # => unknown Array (environment X)
"a,b".split(",") { |x| text << x } # => "a,b"
text # => "aabbab"
# -----
# String: conversions.
"12abc".to_i # => 12
"-0x1f".to_i(16) # => -31
"z".to_i(36) # => 35
"1_000".to_i # => 1000
"".to_i # => 0
"99999999999999999999".to_i # => 99999999999999999999
"1".to_i(1) # => raises ArgumentError: invalid radix 1
"1".to_i(37) # => raises ArgumentError: invalid radix 37
"1".to_i(-2) # => raises ArgumentError: invalid radix -2
"1.5e3x".to_f # => 1500.0
"abc".to_f # => 0.0
"a b".to_sym # => :"a b"
"a".intern # => :a
"0x1F".hex # => 31
"zz".hex # => 0
"017".oct # => 15
"0x1f".oct # => 31
"789".oct # => 7
"-0b11".oct # => -3
"é".ord # => 233
"".ord # => raises ArgumentError: empty string
"abc".encode("UTF-8") # => "abc"
"é".encode("UTF-8", invalid: :replace, undef: :replace) # => "é"
"abc".force_encoding("UTF-8") # => "abc"
"abc".unicode_normalize # => "abc"
"abc".scrub # => "abc"
"abc".b # => "abc"
"é".b # => unknown (unsupported b)
"active_model/errors".camelize # => "ActiveModel::Errors"
"active_model".camelize(:lower) # => "activeModel"
"active_model".camelcase # => "ActiveModel"
"ActiveModel::Errors".underscore # => "active_model/errors"
"a_b".dasherize # => "a-b"
"A::B".demodulize # => "B"
"A::B".deconstantize # => "A"
"posts".classify # => "Post"
"BlogPost".tableize # => "blog_posts"
"posts".singularize # => "post"
"post".pluralize # => "posts"
"post".pluralize(1) # => "post"
"post".pluralize(2) # => "posts"
"employee_salary_id".humanize # => "Employee salary"
"man from the boondocks".titleize # => "Man From The Boondocks"
"Donald E. Knuth".parameterize # => "donald-e-knuth"
"éa".upcase_first # => "Éa"
"Admin::Post".foreign_key # => "post_id"
"it's me".shellescape # => "it\\'s\\ me"
"a 'b c' d".shellsplit # => ["a", "b c", "d"]
"a 'b".shellsplit # => raises ArgumentError: Unmatched quote: "a 'b"
"".blank? # => true
" \n".blank? # => true
"a".present? # => true
"a".presence # => "a"
"".presence # => nil
"\xff".upcase # => unknown (unsupported upcase)
"a".nope # => raises NoMethodError: undefined method `nope' for "a":String
"a".foo = 1 # => raises NoMethodError: undefined method `foo=' for "a":String
# -----
# String: without a block.
"a\nb".each_line.to_a # => ["a\n", "b"]
"a\nb\n".each_line(chomp: true).to_a # => ["a", "b"]
"a\nb\n".each_line(chomp: true).with_index.map { |l, i| "#{i}#{l}" } # => ["0a", "1b"]
"ab".each_char.to_a # => ["a", "b"]
"ab".each_char.with_index.map { |x, i| x * i } # => ["", "b"]
"ab".each_byte.map { |x| x + 1 } # => [98, 99]
"a".upto("e").to_a # => ["a", "b", "c", "d", "e"]
"hello".gsub(/l/).with_index { |m, i| i.to_s } # => "he01o"
"hello".gsub(/l/).to_a # => ["l", "l"]
"a" < "b" # => true
"b".between?("a", "c") # => true
["b", "a"].sort # => ["a", "b"]
%w[a b].map(&:upcase) # => ["A", "B"]
%w[bb a].sort_by(&:size) # => ["a", "bb"]
"a,b;c".split(/[,;]/).map(&:to_sym) # => [:a, :b, :c]
"k=v;a=b".split(";").map { |x| x.split("=") }.to_h # => {"k"=>"v", "a"=>"b"}
ENV["X"].to_s + "a" + ENV["Y"].to_s + "b" # => unknown String ""..."a"..."b" (environment X)
"a" + ENV["X"].to_s + "b" # => unknown String "a"..."b" (environment X)
