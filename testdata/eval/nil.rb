nil.to_s # => ""
nil.to_a # => []
nil.to_h # => {}
nil.to_i # => 0
nil.to_f # => 0.0
nil.inspect # => "nil"
nil.nil? # => true
nil & true # => false
nil | 1 # => true
nil | nil # => false
nil ^ 1 # => true
nil == nil # => true
nil == false # => false
nil === nil # => true
nil != 1 # => true
nil =~ /a/ # => nil
nil.blank? # => true
nil.try(:foo) # => nil
nil + 1 # => raises NoMethodError: undefined method `+' for nil:NilClass
nil.foo # => raises NoMethodError: undefined method `foo' for nil:NilClass
nil.empty? # => raises NoMethodError: undefined method `empty?' for nil:NilClass
nil[0] # => raises NoMethodError: undefined method `[]' for nil:NilClass
nil.to_s.frozen? # => true
nil.upcase # => raises NoMethodError: undefined method `upcase' for nil:NilClass
nil.size # => raises NoMethodError: undefined method `size' for nil:NilClass
nil.to_i(2) # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
true & 3 # => true
true & nil # => false
true | nil # => true
true ^ true # => false
true ^ nil # => true
!true # => false
true.! # => false
false.! # => true
true.to_s # => "true"
true.inspect # => "true"
true == true # => true
true == 1 # => false
true === true # => true
false & true # => false
false | 1 # => true
false | nil # => false
false ^ 1 # => true
false.to_s # => "false"
false == false # => true
false == nil # => false
false.blank? # => true
true.blank? # => false
true + 1 # => raises NoMethodError: undefined method `+' for true:TrueClass
true.foo # => raises NoMethodError: undefined method `foo' for true:TrueClass
true.to_i # => raises NoMethodError: undefined method `to_i' for true:TrueClass
false.to_a # => raises NoMethodError: undefined method `to_a' for false:FalseClass
true <=> true # => 0
true <=> false # => nil
true.nil? # => false
true.class # => TrueClass
# -----
u = Time.now  # => unknown (outside Time.now)
r = Random.rand(10)  # => unknown Integer (outside rand)
nil & u # => false
nil | u  # => unknown Boolean (outside Time.now)
nil == u  # => unknown Boolean (outside Time.now)
nil == Random.bytes(2) # => false
true & u  # => unknown Boolean (outside Time.now)
true | u # => true
true ^ u  # => unknown Boolean (outside Time.now)
true & Random.bytes(2) # => true
false & u # => false
false | u  # => unknown Boolean (outside Time.now)
false ^ r # => true
true == u # => unknown Boolean (outside Time.now)
nil.to_r  # => unknown (unsupported to_r)
NilClass.new # => raises NoMethodError: undefined method `new' for NilClass:Class
Integer.new # => raises NoMethodError: undefined method `new' for Integer:Class
Symbol.new # => raises NoMethodError: undefined method `new' for Symbol:Class
