:abc.to_s # => "abc"
:abc.to_s.frozen? # => false
:abc.name.frozen? # => true
:abc.id2name # => "abc"
:a.to_sym # => :a
:upcase.to_proc.call("a") # => "A"
:a.to_proc.call(1) # => raises NoMethodError: undefined method `a' for 1:Integer
:a.to_proc.call # => raises ArgumentError: no receiver given
:a == :a # => true
:a == "a" # => false
:a === :a # => true
:a <=> :b # => -1
:a <=> "a" # => nil
:a.inspect # => ":a"
:"a b".inspect # => ":\"a b\""
:"a=".inspect # => ":a="
:abc.size # => 3
:abc.length # => 3
:abc[1] # => "b"
:abc[0..1] # => "ab"
:"".empty? # => true
:abc.start_with?("a") # => true
:abc.end_with?("c", "x") # => true
:abc =~ /b/ # => 1
[:abc.match(/(b)/), $1] # => [#<MatchData "b" 1:"b">, "b"]
:abc.match?(/x/) # => false
:a.casecmp(:A) # => 0
:a.casecmp("A") # => nil
:a.casecmp?(:A) # => true
:a.upcase # => :A
:Abc.downcase # => :abc
:abc.capitalize # => :Abc
:aBc.swapcase # => :AbC
:az.succ # => :ba
:a.next # => :b
:a + "b" # => raises NoMethodError: undefined method `+' for :a:Symbol
:a.frozen? # => true
:a.to_s + "b" # => "ab"
:abc.start_with?(ENV["X"]) # => unknown Boolean (environment X)
:"a#{ENV["X"]}".to_s # => unknown String (environment X)
Symbol.new # => raises NoMethodError: undefined method `new' for Symbol:Class
:"a#{ENV["A"]}b" # => unknown Symbol (environment A)
