require "set"
s = Set.new([1, 2, 1]) # => #<Set: {1, 2}>
Set[1, 2] # => #<Set: {1, 2}>
Set.new # => #<Set: {}>
Set.new(1) # => raises ArgumentError: value must be enumerable
Set.new([1, 2]) { |x| x * 2 } # => #<Set: {2, 4}>
Set.new(1..3) # => #<Set: {1, 2, 3}>
s << 3 # => #<Set: {1, 2, 3}>
s.add(3) # => #<Set: {1, 2, 3}>
s.add?(3) # => nil
s.add?(4) # => #<Set: {1, 2, 3, 4}>
s.include?(4) # => true
s.member?(5) # => false
s === 4 # => true
s.delete(4) # => #<Set: {1, 2, 3}>
s.size # => 3
s.count # => 3
s.empty? # => false
s.to_a # => [1, 2, 3]
s.map { |x| x * 2 } # => [2, 4, 6]
s.each { |x| x } # => #<Set: {1, 2, 3}>
s.sort # => [1, 2, 3]
s.select(&:odd?) # => [1, 3]
s.first # => 1
s | [9] # => #<Set: {1, 2, 3, 9}>
s + Set[8] # => #<Set: {1, 2, 3, 8}>
s & [1, 7] # => #<Set: {1}>
s - [1] # => #<Set: {2, 3}>
s.subset?(Set[1, 2, 3, 4]) # => true
s <= s # => true
s < s # => false
s.superset?(Set[1]) # => true
s.disjoint?(Set[7]) # => true
s.intersect?(Set[1]) # => true
s <= [1] # => raises ArgumentError: value must be a set
s | 5 # => raises ArgumentError: value must be enumerable
s == Set[3, 2, 1] # => true
s == [1, 2, 3] # => false
s.merge([5], [6]) # => raises ArgumentError: wrong number of arguments (given 2, expected 1)
s.join("-") # => "1-2-3"
s.to_set.equal?(s) # => true
[1, 1].to_set # => #<Set: {1}>
[1, 2].to_set.include?(1) # => true
s.dup << 10 # => #<Set: {1, 2, 3, 10}>
s.clear # => #<Set: {}>
Set[[1]].include?([1]) # => true
[3, 1].to_set.max # => 3
s.inspect # => "#<Set: {}>"
