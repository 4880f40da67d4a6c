# What is not known stays unknown to the end of the loop, block or method.
n = 0
5.times { n += 1; break if ENV["A"] }
n # => unknown Integer (environment A)
# ------------------------------------
n = 0
5.times { next if ENV["A"]; n += 1 }
n # => unknown (environment A)
# ------------------------------------
def pick
  return 1 if ENV["A"]
  2
end
pick # => unknown Integer (environment A)
# ------------------------------------
def both
  if ENV["A"] then return 1 else return 1 end
end
both # => 1
# ------------------------------------
n = 0
while n < 3
  n += 1
  break if ENV["A"]
end
n # => unknown (environment A)
# ------------------------------------
n = 0
while true
  n += 1
  break if n == 3
end
n # => 3
# ------------------------------------
def nested
  [1, 2].each do |i|
    if ENV["A"]
      return i if ENV["B"]
    end
  end
  :none
end
nested # => unknown (environment B)
# ------------------------------------
x = 1
x = 2 if ENV["A"]
x # => unknown Integer (environment A)
y = ENV["A"] ? "a" : "a"
y # => "a"
z = [1]
z << 2 if ENV["A"]
z # => unknown Array (environment A)
h = {a: 1}
h[:a] = 1 if ENV["A"]
h # => {:a=>1}
# ------------------------------------
x = begin
  Integer(ENV["A"])
rescue ArgumentError
  7
end
x # => unknown (environment A)
begin
  raise "no"
rescue => e
  e.message
end # => "no"
begin
  nil.foo
rescue NoMethodError
  y = 3
else
  y = 4
ensure
  z = 5
end
[y, z] # => [3, 5]
a = (raise "x" rescue 9)
a # => 9
catch(:done) { 3.times { |i| throw :done, i if i == 1 }; 7 } # => 1
[1, 2, 3].each { |i| break i * 10 if i == 2 } # => 20
for i in 1..3 do next if i == 2; last = i end
[i, last] # => [3, 3]
r = case "abc" when /b/ then 1 else 2 end
r # => 1
case 5 when Integer then :int when String then :str end # => :int
i = 0
i += 1 until i == 4
i # => 4
begin; i += 1; end while i < 2
i # => 5
t = 0
begin
  t += 1
  raise "again" if t < 3
rescue
  retry
end
t # => 3
# -----
# What a pattern sets is not known; reading it is no mistake.
h = {a: 1}
h => {a: x}
x # => unknown (unsupported match pattern)
h in {a: Integer => y}
y # => unknown (unsupported test pattern)
# -----
# What Ruby reads otherwise than it looks: a range goes on in the next line, a
# pair of parentheses is no list of its own, and only blanks around an operator
# can make an argument of it.
x = 1..
  2
x # => 1..2
(a, b) = [1, 2]
[a, b] # => [1, 2]
((a, b)) = [[3, 4], 5]
[a, b] # => [3, 4]
a&1 # => 1
-2 ** 2 # => -4
!(not (true) && false) # => false
"a#{<<A}b
x
A
c" # => "ax\nb\nc"
