[4, 5].each_with_index.to_a # => [[4, 0], [5, 1]]
[4, 5].each.with_index(1).to_a # => [[4, 1], [5, 2]]
[4, 5].each.with_index(1) { |x, i| x } # => [4, 5]
[4, 5].map.with_index(1) { |x, i| x * i } # => [4, 10]
[4, 5].map.with_index.to_a # => [[4, 0], [5, 1]]
[4, 5].each_with_index.map { |x, i| x * i } # => [0, 5]
[4, 5].each_with_index.map { |x| x } # => [4, 5]
[4, 5].each_with_index.select { |x, i| i == 0 } # => [[4, 0]]
[4, 5].each_with_index.select { |x| x } # => [[4, 0], [5, 1]]
[4, 5].select.with_index { |x, i| i == 0 } # => [4]
[4, 5].reject.with_index { |x, i| i == 0 } # => [5]
[4, 5].each_with_index.to_h # => {4=>0, 5=>1}
[4, 5].each_with_index.max_by { |x, i| x } # => [5, 1]
[4, 5].each_with_index.inject(0) { |s, (x, i)| s + x * i } # => 5
[4, 5].each_with_index.group_by { |x, i| i.even? } # => {true=>[[4, 0]], false=>[[5, 1]]}
[4, 5].each_with_index.sort_by { |x, i| -i }.map(&:first) # => [5, 4]
[4, 5].each_with_index.each { |x, i| x } # => [4, 5]
[4, 5].each_with_index.find { |x, i| i == 1 } # => [5, 1]
[4, 5].each_with_index.flat_map { |x, i| [x] * i } # => [5]
[4, 5].each_with_object([]).to_a # => [[4, []], [5, []]]
[4, 5].each.with_object([]) { |x, m| m << x } # => [4, 5]
[4, 5].map.with_object([]) { |x, m| m << x } # => [4, 5]
[4, 5].each_with_index.with_object([]).to_a # => [[[4, 0], []], [[5, 1], []]]
[1, 2, 3].each_slice(2).map(&:sum) # => [3, 3]
[1, 2, 3].each_slice(2).with_index.map { |a, i| [a, i] } # => [[[1, 2], 0], [[3], 1]]
[1, 2, 3].each_slice(2).to_a # => [[1, 2], [3]]
{a: 1}.each.to_a # => [[:a, 1]]
{a: 1}.each_with_index.map { |(k, v), i| [k, v, i] } # => [[:a, 1, 0]]
{a: 1}.map.with_index { |(k, v), i| [k, v, i] } # => [[:a, 1, 0]]
{a: 1}.each_pair.to_a # => [[:a, 1]]
{a: 1}.each_with_index.to_a # => [[[:a, 1], 0]]
{a: 1, b: 2}.each_slice(1).to_a # => [[[:a, 1]], [[:b, 2]]]
3.times.map { |i| i * 2 } # => [0, 2, 4]
3.times.to_a # => [0, 1, 2]
3.times # => #<Enumerator: 3:times>
3.times.size # => 3
1.upto(3).to_a # => [1, 2, 3]
3.downto(1).map { |x| x } # => [3, 2, 1]
1.step(10, 4).to_a # => [1, 5, 9]
1.step(10, 4) # => (1.step(10, 4))
"abc".each_char.to_a # => ["a", "b", "c"]
"abc".each_char.with_index.map { |c, i| c * i } # => ["", "b", "cc"]
"ab".each_char # => #<Enumerator: "ab":each_char>
"a\nb".each_line.map(&:chomp) # => ["a", "b"]
[1, 2].each # => #<Enumerator: [1, 2]:each>
[1, 2].each_with_index # => #<Enumerator: [1, 2]:each_with_index>
[1, 2].each_slice(2) # => #<Enumerator: [1, 2]:each_slice(2)>
[3].map.with_index(1) # => #<Enumerator: #<Enumerator: [3]:map>:with_index(1)>
[1].each_with_object([]) # => #<Enumerator: [1]:each_with_object([])>
[1].cycle(nil) # => #<Enumerator: [1]:cycle(nil)>
[1, 2].each.size # => 2
[1, 2].map.size # => 2
[1, 2, 3].each_slice(2).size # => 2
[1, 2, 3].each_cons(2).size # => 2
[1, 2].each.rewind.to_a # => [1, 2]
[1, 2].each.next # => unknown (unsupported next)
[1, 2].each.with_index("a") { |x| x } # => raises TypeError: no implicit conversion of String into Integer
[1, 2].to_enum.to_a # => [1, 2]
[1, 2, 3].to_enum(:each_slice, 2).to_a # => [[1, 2], [3]]
[1, 2].each.each { |x| x } # => [1, 2]
[3, 1].each.sort # => [1, 3]
[3, 1].each.include?(1) # => true
[1, 2].each.first # => 1
[1, 2].chunk_while { |a, b| true } # => #<Enumerator: #<Enumerator::Generator:0x>:each>
[1, 2].each_entry # => #<Enumerator: [1, 2]:each_entry>
[1, 2].each.class # => Enumerator
[1, 2].each.is_a?(Enumerable) # => true
b = [] # => []
[1, 2, 3].each.with_index { |x, i| break x if i == 1; b << x } # => 2
b # => [1]
(1..Float::INFINITY).each_slice(2).first(2) # => [[1, 2], [3, 4]]
[1, 2, 3, 4].each_slice(2).to_h # => {1=>2, 3=>4}
%w[a b].cycle.with_index.first(3) # => [["a", 0], ["b", 1], ["a", 2]]
%w[a b].each_with_index.reject { |x, i| i == 0 }.to_h # => {"b"=>1}
ENV["X"].to_s.each_char.with_index.map { |c, i| i } # => unknown Array (environment X)
[1, ENV["X"]].each_with_index.map { |x, i| i } # => [0, 1]
