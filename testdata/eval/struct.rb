Struct.new # => raises ArgumentError: wrong number of arguments (given 0, expected 1+)
Struct.new("a") # => raises NameError: identifier a needs to be constant
Struct.new(:a, :a) # => raises ArgumentError: duplicate member: a
Struct.new(1) # => raises TypeError: no implicit conversion of Integer into String
Struct.new(:a, foo: 1) # => raises ArgumentError: unknown keyword: :foo
Struct.new(:a, "b").members # => [:a, :b]
S = Struct.new(:a, :b) # => S
S.members # => [:a, :b]
S.superclass # => Struct
S.new(1, 2) # => #<struct S a=1, b=2>
S.new(1) # => #<struct S a=1, b=nil>
S[1, 2] # => #<struct S a=1, b=2>
S.new(1, 2, 3) # => raises ArgumentError: struct size differs
S.new(a: 1) # => #<struct S a={:a=>1}, b=nil>
s = S.new(1, [2, 3]) # => #<struct S a=1, b=[2, 3]>
s.a # => 1
s.b = 5 # => 5
s # => #<struct S a=1, b=5>
s.a += 1 # => 2
s[:a] # => 2
s["b"] # => 5
s[0] # => 2
s[-1] # => 5
s[1.5] # => 5
s[2] # => raises IndexError: offset 2 too large for struct(size:2)
s[-3] # => raises IndexError: offset -3 too small for struct(size:2)
s[:c] # => raises NameError: no member 'c' in struct
s["c"] # => raises NameError: no member 'c' in struct
s[nil] # => raises TypeError: no implicit conversion from nil to integer
s[:a] = 7 # => 7
s[1] = 8 # => 8
s[:c] = 1 # => raises NameError: no member 'c' in struct
s["c"] = 1 # => raises NameError: no member 'c' in struct
s[5] = 1 # => raises IndexError: offset 5 too large for struct(size:2)
s # => #<struct S a=7, b=8>
s.c # => raises NoMethodError: undefined method `c' for #<struct S a=7, b=8>
s.to_a # => [7, 8]
s.deconstruct # => [7, 8]
s.values # => [7, 8]
s.to_h # => {:a=>7, :b=>8}
s.to_h { |k, v| [k.to_s, v] } # => {"a"=>7, "b"=>8}
s.members # => [:a, :b]
s.size # => 2
s.length # => 2
s.each { |x| x } # => #<struct S a=7, b=8>
s.each.to_a # => [7, 8]
s.each_pair { |k, v| k } # => #<struct S a=7, b=8>
s.each_pair.to_a # => [[:a, 7], [:b, 8]]
s.values_at(0, -1) # => [7, 8]
s.values_at(5) # => raises IndexError: offset 5 too large for struct(size:2)
s.values_at(:a) # => raises TypeError: no implicit conversion of Symbol into Integer
S.new(1, [2, {k: 3}]).dig(:b, 1, :k) # => 3
s.dig(:c) # => nil
s.dig(0) # => 7
s == S.new(7, 8) # => true
s == S.new(7, 9) # => false
s == 1 # => false
s != S.new(7, 8) # => false
s.eql?(S.new(7, 8)) # => true
s.eql?(S.new(7.0, 8)) # => false
[s] == [S.new(7, 8)] # => true
{s => 1}[S.new(7, 8)] # => 1
[s, S.new(7, 8)].uniq.size # => 1
s.map { |x| x + 1 } # => [8, 9]
s.select(&:even?) # => [8]
s.sum # => 15
s.max # => 8
s.include?(7) # => true
s.zip([1]) # => [[7, 1], [8, nil]]
s.first # => 7
a, b = *s # => [7, 8]
[a, b] # => [7, 8]
s.dup == s # => true
t = s.dup # => #<struct S a=7, b=8>
t.a = 0 # => 0
s.a # => 7
s.freeze # => #<struct S a=7, b=8>
s.a = 2 # => raises FrozenError: can't modify frozen S: #<struct S a=7, b=8>
s.frozen? # => true
s.is_a?(Struct) # => true
s.is_a?(Enumerable) # => true
s.respond_to?(:a) # => true
s.to_s # => "#<struct S a=7, b=8>"
"#{s}" # => "#<struct S a=7, b=8>"
x, y = S.new(1), S.new(2) # => [#<struct S a=1, b=nil>, #<struct S a=2, b=nil>]
x.a, x.b = 3, 4 # => [3, 4]
x.to_a # => [3, 4]
[S.new(2, 1), S.new(1, 2)].sort_by(&:a).map(&:b) # => [2, 1]
[S.new(1, 2)].map { |q| q.b } # => [2]
[S.new(1, 2)].each { |a, b| p a } # => [#<struct S a=1, b=2>]
case x when S then 1 end # => 1
Struct.new(:a).new(1) # => #<struct a=1>
Struct.new(:a) { def twice; a * 2; end }.new(3).twice # => 6
# -----
K = Struct.new(:a, :b, keyword_init: true)
K # => K(keyword_init: true)
K.inspect # => "K(keyword_init: true)"
K.to_s # => "K"
K.new(a: 1) # => #<struct K a=1, b=nil>
K.new(a: 1, b: 2).b # => 2
K.new # => #<struct K a=nil, b=nil>
K.new(1) # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
K.new(c: 1) # => raises ArgumentError: unknown keywords: c
K.new({a: 1}) # => #<struct K a=1, b=nil>
K.new(**{b: 3}).to_a # => [nil, 3]
K.keyword_init? # => true
Struct.new(:a, keyword_init: false).new(a: 1) # => #<struct a={:a=>1}>
# -----
class Point < Struct.new(:x, :y); def sum; x + y; end; def to_s; "(#{x}, #{y})"; end; end
p = Point.new(1, 2)
p.sum # => 3
"#{p}" # => "(1, 2)"
p # => #<struct Point x=1, y=2>
p.x = 5 # => 5
p.sum # => 7
Point.members # => [:x, :y]
class Q < Struct.new(:x, :y); def initialize(x, y = 5); super(x, y); end; end
Q.new(1) # => #<struct Q x=1, y=5>
Q.new(1) == Q.new(1, 5) # => true
Q.new # => raises ArgumentError: wrong number of arguments (given 0, expected 1..2)
class R < Struct.new(:x, :y); def initialize(x, y = 5); super; end; end
R.new(1) # => #<struct R x=1, y=5>
S2 = Struct.new(:a)
s2 = S2.new(1)
s2 <=> 1 # => nil
s2 <=> s2 # => 0
s2 <=> S2.new(1) # => 0
Object.new <=> 1 # => nil
t2 = S2.new # => #<struct S2 a=nil>
t2.a = t2 # => #<struct S2 a=#<struct S2:...>>
t2 # => #<struct S2 a=#<struct S2:...>>
# -----
S = Struct.new(:a, :b)
s = S.new(ENV["X"], 1)
s.b # => 1
s.a # => unknown String or nil (environment X)
s == S.new(ENV["Y"], 2) # => false
s == S.new("a", 1) # => unknown Boolean (environment X)
s.to_a.size # => 2
s.b = ENV["Z"]
s.b # => unknown String or nil (environment Z)
s.b = 3 if ENV["W"]
s.b # => unknown (environment W)
s.a.nil? # => unknown Boolean (environment X)
