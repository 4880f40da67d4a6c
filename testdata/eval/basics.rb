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
GONE = "/srv"
Object.send(:remove_const, :GONE) if defined?(GONE) # => "/srv"
GONE # => raises NameError: uninitialized constant GONE
Object.send(:remove_const, :GONE) # => raises NameError: constant Object::GONE not defined
GONE = "/home"
Object.instance_eval { remove_const "GONE" } # => "/home"
defined?(GONE) # => nil
GONE = "/usr"
GONE # => "/usr"
Object.remove_const(:GONE) # => raises NoMethodError: private method `remove_const' called for Object:Class
remove_const(:GONE) # => raises NoMethodError: undefined method `remove_const' for main:Object
Object.send(:remove_const, :gone) # => raises NameError: `gone' is not allowed as a constant variable name
class Holder; ROOT = "/srv"; remove_const :ROOT; end
Holder::ROOT # => raises NameError: uninitialized constant Holder::ROOT
