class V; include Comparable; attr_reader :v; def initialize(v) = @v = v; def <=>(o) = o.is_a?(V) ? v <=> o.v : nil; def inspect = "V#{v}"; end
a, b, c = V.new(1), V.new(2), V.new(3)
a < b # => true
a <= a # => true
a > b # => false
b >= a # => true
a == V.new(1) # => true
a == 1 # => false
a != b # => true
a < 3 # => raises ArgumentError: comparison of V with 3 failed
[a] == [V.new(1)] # => true
[c, a, b].sort # => [V1, V2, V3]
[c, a, b].min # => V1
[c, a, b].max # => V3
b.between?(a, c) # => true
c.between?(a, b) # => false
a.between?(1, 2) # => raises ArgumentError: comparison of V with 1 failed
a.clamp(b, c) # => V2
c.clamp(a, b) # => V2
b.clamp(a, c) # => V2
b.clamp(a..c) # => V2
c.clamp(..b) # => V2
a.clamp(b..) # => V2
a.clamp(c, a) # => raises ArgumentError: min argument must be smaller than max argument
a.clamp(b...c) # => raises ArgumentError: cannot clamp with an exclusive range
a.clamp(1) # => raises TypeError: wrong argument type Integer (expected Range)
[a, b].include?(V.new(2)) # => true
[a, b].index(V.new(2)) # => 1
(a..c).include?(b) # => raises TypeError: can't iterate from V
3.clamp(1, 2) # => 2
3.clamp(5, 1) # => raises ArgumentError: min argument must be smaller than max argument
3.clamp(..2) # => 2
"b".between?("a", "c") # => true
"a".clamp("b", "c") # => "b"
1.between?(0, 2) # => true
[a, 1].sort # => raises ArgumentError: comparison of V with 1 failed
