# A receiver that may be either of two values.
x = ENV["A"] ? [1, 2] : [3, 4]
x.size # => 2
x.first # => unknown Integer (environment A)
x.map { |e| e > 0 } # => [true, true]
x.include?(9) # => false
x << 5
x.size # => unknown Integer (environment A)
h = {a: [1], b: 0}
g = {a: [7]}
y = ENV["B"] ? h : g
y[:a] << 2
h[:a] # => unknown Array (environment B)
h[:b] # => 0
y[:c] = 3
g[:c] # => unknown (environment B)
h[:b] # => 0
S = Struct.new(:v)
s, t = S.new(1), S.new(2)
(ENV["C"] ? s : t).v = 5
s.v # => unknown Integer (environment C)
# -----
# Loops that may end at each turn.
b = []
[1, 2].cycle { |x| b << x; break if ENV["A"] || b.size > 9 } # => unknown (environment A)
b # => unknown Array (environment A)
1.step { |x| break x if ENV["A"] || x > 5 } # => unknown (environment A)
(1..).each { |x| break x if ENV["A"] || x > 5 } # => unknown (environment A)
# -----
# super without arguments passes the parameters as they are.
class A; def m(a, b = 2, *c, d: 4, **e) = [a, b, c, d, e]; end
class B < A; def m(a, b = 3, *c, d: 5, **e); a += 1; super; end; end
B.new.m(1) # => [2, 3, [], 5, {}]
B.new.m(1, 7, 8, d: 9, z: 0) # => [2, 7, [8], 9, {:z=>0}]
# -----
# A struct that holds itself, comparisons that nest.
a = [1]
a << a
a == a # => true
[a].include?(a) # => true
h = {}
h[:h] = h
h # => {:h=>{...}}
# -----
# Lists that an arm makes for itself.
n = ENV["A"] ? [1, 2].push(3).size : 3 # => 3
n = if ENV["A"] then h = {a: 1}; h[:b] = 2; h.size else 2 end # => 2
h # => unknown Hash or nil (environment A)
def pick; x = [1]; return x if ENV["A"]; x << 2; x; end
pick.size # => unknown Integer (environment A)
n = ENV["B"] ? pick.size : 2 # => unknown Integer (environment B)
x = nil
ENV["A"].to_s.split(",").each { |e| x = [1]; break if ENV["B"]; x << 2 } # => unknown (environment B)
x # => unknown (environment B)
# -----
# A pattern may match or not, and sets its variables if it does.
n = 0
case ENV["A"]
in "b" then n = 1
in String => s if s.size > 3
  n = 2
end
n # => unknown Integer (unsupported pattern)
s # => unknown (unsupported pattern)
case [1, 2]
in [a, b]
  c = 1
else
  c = 1
end
a # => unknown (unsupported pattern)
c # => 1
