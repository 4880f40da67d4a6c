[1, 2, 3].map { |x| x + 1 } # => [2, 3, 4]
[1, 2].collect(&:to_s) # => ["1", "2"]
[[1], [2, [3]], 4].flat_map { |x| x } # => [1, 2, [3], 4]
[1, 2].collect_concat { |x| [x] * x } # => [1, 2, 2]
[1, 2, 3].select(&:odd?) # => [1, 3]
[1, 2, 3].filter { |x| x > 1 } # => [2, 3]
[1, 2, 3].find_all { |x| x > 1 } # => [2, 3]
[1, 2, 3].reject(&:odd?) # => [2]
[1, nil, 2].filter_map { |x| x && x * 2 } # => [2, 4]
[1, 2, 3].find { |x| x > 1 } # => 2
[1, 2, 3].detect { |x| x > 5 } # => nil
[nil, 1].find(&:nil?) # => nil
[1].find(-> { 5 }) { false } # => 5
[3].find(5) { false } # => raises NoMethodError: undefined method `call' for 5:Integer
[1, 2, 3].partition(&:odd?) # => [[1, 3], [2]]
[1, 2, 3].group_by(&:odd?) # => {true=>[1, 3], false=>[2]}
[1, 1, 2].tally # => {1=>2, 2=>1}
%w[a b].each_with_object({}) { |x, h| h[x] = 1 } # => {"a"=>1, "b"=>1}
[1, 2, 3].inject(:+) # => 6
[1, 2, 3].inject("+") # => 6
[1, 2, 3].inject { |a, b| a * b } # => 6
[1, 2, 3].reduce(10) { |a, b| a + b } # => 16
[1, 2, 3].reduce(10, :-) # => 4
[].inject(:+) # => nil
[].reduce(1, :+) # => 1
[3].inject(:foo) # => 3
[3, 5].inject(:foo) # => raises NoMethodError: undefined method `foo' for 3:Integer
[1].inject(1, 2, 3) # => raises ArgumentError: wrong number of arguments (given 3, expected 0..2)
[1].inject # => 1
[1, 2].inject { |a, b| break 7 } # => 7
[[1, 2], [3, 4]].inject(0) { |s, (a, b)| s + a * b } # => 14
[1, 2, 3].sum # => 6
[].sum # => 0
[1, 2].sum(10) # => 13
[1, 2].sum { |x| x * 1.5 } # => 4.5
[0.1, 0.2, 0.3].sum # => 0.6
[0.1, 0.2, 0.3].sum(0.0) # => 0.6
[3, 0.1, 0.2].sum # => 3.3
[2**62, 2**62].sum # => 9223372036854775808
["a", "b"].sum("") # => "ab"
[[1], [2]].sum([]) # => [1, 2]
["a"].sum # => raises TypeError: String can't be coerced into Integer
[nil].sum # => raises TypeError: nil can't be coerced into Integer
[0.1, "a"].sum # => raises TypeError: String can't be coerced into Float
[3, 1, 2].min # => 1
[3, 1, 2].max # => 3
[3, 1, 2].min(2) # => [1, 2]
[3, 1, 2].max(2) # => [3, 2]
[3, 1, 2].max(-1) # => raises ArgumentError: negative size (-1)
[].max # => nil
[].min(1) # => []
[3, 1, 2].minmax # => [1, 3]
[].minmax # => [nil, nil]
%w[aa b].min { |a, b| a.size <=> b.size } # => "b"
%w[aa b].max_by(&:size) # => "aa"
%w[aa b].min_by(&:size) # => "b"
%w[aa b ccc].minmax_by(&:size) # => ["b", "ccc"]
%w[aa b ccc].max_by(2, &:size) # => ["ccc", "aa"]
[1, 2, 3].min_by { |x| -x } # => 3
%w[b a].sort_by(&:itself) # => ["a", "b"]
[1, 2].sort_by { |x| x == 1 ? nil : 1 } # => raises ArgumentError: comparison of NilClass with 1 failed
[1, 2, 3, 4].each_slice(3).to_a # => [[1, 2, 3], [4]]
[1, 2, 3].each_slice(2) { |x| x } # => [1, 2, 3]
[1].each_slice(0) # => raises ArgumentError: invalid slice size
[1, 2, 3].each_cons(2).to_a # => [[1, 2], [2, 3]]
[1].each_cons(2).to_a # => []
[1].each_cons(0) # => raises ArgumentError: invalid size
[1, 2].each_with_index { |x, i| x } # => [1, 2]
[1, 2].each_entry { |x| x } # => [1, 2]
[1, 2, 4, 5].slice_when { |a, b| b != a + 1 }.to_a # => [[1, 2], [4, 5]]
[1, 2, 4, 5].chunk_while { |a, b| b == a + 1 }.map(&:sum) # => [3, 9]
[1, 2, 4, 5].chunk(&:even?).to_a # => [[false, [1]], [true, [2, 4]], [false, [5]]]
[1, nil, 2].chunk { |x| x && true }.to_a # => [[true, [1]], [true, [2]]]
[1].slice_when # => raises ArgumentError: tried to create Proc object without a block
[1].chunk_while # => raises ArgumentError: tried to create Proc object without a block
[1, 2].cycle(2).to_a # => [1, 2, 1, 2]
[1, 2].cycle.first(3) # => [1, 2, 1]
[].cycle { 1 } # => nil
b = [] # => []
[1, 2].cycle { |x| b << x; break if b.size > 4 } # => nil
b # => [1, 2, 1, 2, 1]
[1, 2, 3].any? { |x| x > 2 } # => true
[nil].any? # => false
[nil, 1].any? # => true
[].any? # => false
%w[ab c].any?(/b/) # => true
[1, "a"].all?(Integer) # => false
[].all? # => true
[1, 2].all? # => true
[1, 2].none? { |x| x > 2 } # => true
[nil].none? # => true
[1, 2].one?(1) # => true
[1, nil].one? # => true
[1, 1].one? { |x| x == 1 } # => false
[1, 2, 3].to_a.count(&:even?) # => 1
[1, 2, 3].find_index(3) # => 2
(1..3).find_index { |x| x > 1 } # => 1
[3, 4].each_with_index.to_h # => {3=>0, 4=>1}
[1, 2].grep(1..1) # => [1]
%w[a b].grep(/a/) { |x| x + "1" } # => ["a1"]
%w[a b].grep_v(/a/) # => ["b"]
%w[ab b].grep(/(a)b/) { $1 } # => ["a"]
("zz" =~ /(z)/; %w[ab b].grep(/(a)b/); $1) # => "z"
("zz" =~ /(z)/; %w[ab cab].grep(/(.)ab/) { 1 }; $1) # => "c"
[1, :a, "b"].grep(String) # => ["b"]
[1, 2].sum(nil) # => raises TypeError: nil can't be coerced into Integer
[1, 2].sum("a") # => raises TypeError: String can't be coerced into Integer
[1, 2].sum(0.0) # => 3.0
[1, 2].sum([]) # => raises TypeError: Array can't be coerced into Integer
[[1], 2].sum([]) # => raises TypeError: no implicit conversion of Integer into Array
(1..2).sum(nil) # => unknown (unsupported sum)
(1..2).each_entry.sum(0.5) # => 3.5
[1, 0.1, 0.2, 2].sum # => 3.3
[0.1, 1, 0.2].sum(1) # => 2.3
[1, 2].each_with_index(1) # => unknown (unsupported each_with_index)
# -----
# A class of one's own.
class Pairs; include Enumerable; def each; yield 1, 2; yield 3, 4; self; end; end
x = Pairs.new
x.to_a # => [[1, 2], [3, 4]]
x.map { |a| a } # => [1, 3]
x.map { |a, b| [a, b] } # => [[1, 2], [3, 4]]
x.select { |a| a == [1, 2] } # => [[1, 2]]
x.reject { |a, b| b == 2 } # => [[3, 4]]
x.find { |a| a } # => [1, 2]
x.find_index { |a| a == 3 } # => 1
x.count { |a| a == 3 } # => 1
x.inject { |a, b| a + b } # => [1, 2, 3, 4]
x.group_by { |a| a } # => {[1, 2]=>[[1, 2]], [3, 4]=>[[3, 4]]}
x.sort_by { |a, b| -b } # => [[3, 4], [1, 2]]
x.min_by { |a| -a.last } # => [3, 4]
x.each_with_index.to_a # => [[[1, 2], 0], [[3, 4], 1]]
x.each_with_object([]) { |a, m| m << a } # => [[1, 2], [3, 4]]
x.each_slice(1).to_a # => [[[1, 2]], [[3, 4]]]
x.each_entry.to_a # => [[1, 2], [3, 4]]
x.first # => [1, 2]
x.first(1) # => [[1, 2]]
x.take_while { |a| a == 1 } # => [[1, 2]]
x.drop(1) # => [[3, 4]]
x.include?([1, 2]) # => true
x.any? { |a| a == 3 } # => true
x.to_h # => {1=>2, 3=>4}
x.zip([5]) # => [[[1, 2], 5], [[3, 4], nil]]
x.reverse_each.first # => [3, 4]
x.flat_map { |a, b| [b] } # => [2, 4]
x.sum { |a, b| a * b } # => 14
x.partition { |a, b| b > 2 } # => [[[3, 4]], [[1, 2]]]
x.tally # => {[1, 2]=>1, [3, 4]=>1}
x.uniq { |a| 1 } # => [[1, 2]]
x.min # => [1, 2]
x.sort # => [[1, 2], [3, 4]]
x.entries # => [[1, 2], [3, 4]]
x.to_set.size # => 2
x.each_cons(2).to_a # => [[[1, 2], [3, 4]]]
x.lazy.map { |a| a }.to_a # => unknown Array (unsupported lazy)
x.none? # => false
x.cycle.first(3) # => [[1, 2], [3, 4], [1, 2]]
x.reduce(:+) # => [1, 2, 3, 4]
[*x] # => [[1, 2], [3, 4]]
# -----
class Names; include Enumerable; def initialize(l) = @l = l; def each(&b) = @l.each(&b); end
Names.new(%w[b a]).sort # => ["a", "b"]
Names.new(%w[b a]).map(&:upcase) # => ["B", "A"]
Names.new([3, 1]).max # => 3
Names.new([3, 1]).include?(3) # => true
Names.new([3, 1]).each_with_index.map { |x, i| x * i } # => [0, 1]
Names.new(ENV["X"].to_s.split(",")).map { |x| x } # => unknown Array (environment X)
Names.new([1, ENV["X"]]).first # => 1
class Maybe; include Enumerable; def each; yield 1; yield 2 if ENV["X"]; self; end; end
Maybe.new.to_a # => unknown Array (environment X)
Maybe.new.first # => 1
