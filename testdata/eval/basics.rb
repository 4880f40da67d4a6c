1 + 1 # => 2
a = b = "x" # => "x"
a # => "x"
[1, :b, "c", nil, true] # => [1, :b, "c", nil, true]
{a: 1, "b" => 2} # => {:a=>1, "b"=>2}
nil || 3 # => 3
if a then 1 else 2 end # => 1
def f(a, b = 2, *c, d: 4, **e, &g) [a, b, c, d, e] end
f(1, d: 5, z: 6) # => [1, 2, [], 5, {:z=>6}]
a, (b, *c) = 1, [2, 3, 4]
[a, b, c] # => [1, 2, [3, 4]]
"#{a}-#{b}" # => "1-2"
nope # => raises NameError: undefined local variable or method `nope' for main:Object
Nope # => raises NameError: uninitialized constant Nope
x = ->(y) { [y] }
