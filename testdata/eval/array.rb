# Making arrays.
Array.new # => []
Array.new(2) # => [nil, nil]
Array.new(2, "x") # => ["x", "x"]
Array.new(3) { |i| i * i } # => [0, 1, 4]
Array.new([1, 2]) # => [1, 2]
Array.new(-1) # => raises ArgumentError: negative array size
Array.new("a") # => raises TypeError: no implicit conversion of String into Integer
Array.new(1, 2, 3) # => raises ArgumentError: wrong number of arguments (given 3, expected 0..2)
Array[1, 2] # => [1, 2]
Array.wrap(nil) # => []
Array.wrap([1]) # => [1]
Array.wrap(1) # => [1]
Array.wrap({a: 1}) # => [{:a=>1}]
Array.try_convert([1]) # => [1]
Array.try_convert(1) # => nil
%w[a b] + %i[c] # => ["a", "b", :c]
# -----
# Reading by place.
a = %w[a b c d]
a[0] # => "a"
a[-1] # => "d"
a[9] # => nil
a[-9] # => nil
a[1, 2] # => ["b", "c"]
a[4, 1] # => []
a[5, 1] # => nil
a[1, -1] # => nil
a[1..] # => ["b", "c", "d"]
a[..1] # => ["a", "b"]
a[1..-2] # => ["b", "c"]
a[1...-1] # => ["b", "c"]
a[-2..] # => ["c", "d"]
a[4..] # => []
a[5..] # => nil
a[2..0] # => []
a[1.9] # => "b"
a["a"] # => raises TypeError: no implicit conversion of String into Integer
a[nil] # => raises TypeError: no implicit conversion from nil to integer
a.slice(1, 2) # => ["b", "c"]
a.at(-1) # => "d"
a.first # => "a"
a.first(2) # => ["a", "b"]
a.first(9) # => ["a", "b", "c", "d"]
a.first(-1) # => raises ArgumentError: negative array size
a.first("a") # => raises TypeError: no implicit conversion of String into Integer
a.first(nil) # => raises TypeError: no implicit conversion from nil to integer
a.first(2**70) # => raises RangeError: bignum too big to convert into `long'
a.last # => "d"
a.last(2) # => ["c", "d"]
a.last(-1) # => raises ArgumentError: negative array size
[].first # => nil
[].last # => nil
a.take(2) # => ["a", "b"]
a.take(-1) # => raises ArgumentError: attempt to take negative size
a.drop(3) # => ["d"]
a.drop(9) # => []
a.drop(-1) # => raises ArgumentError: attempt to drop negative size
a.take_while { |x| x < "c" } # => ["a", "b"]
a.drop_while { |x| x < "c" } # => ["c", "d"]
a.fetch(1) # => "b"
a.fetch(9) # => raises IndexError: index 9 outside of array bounds: -4...4
a.fetch(-9) # => raises IndexError: index -9 outside of array bounds: -4...4
a.fetch(9, 0) # => 0
a.fetch(9) { |i| i * 2 } # => 18
a.values_at(0, 2, -1, 9) # => ["a", "c", "d", nil]
a.values_at(2..5) # => ["c", "d", nil, nil]
[1].values_at(3..5) # => [nil, nil, nil]
a.values_at("a") # => raises TypeError: no implicit conversion of String into Integer
[1, [2, {k: [3]}]].dig(1, 1, :k, 0) # => 3
[1, nil].dig(1, 0) # => nil
[1].dig(0, 1) # => raises TypeError: Integer does not have #dig method
[1].dig # => raises ArgumentError: wrong number of arguments (given 0, expected 1+)
a.length # => 4
a.size # => 4
a.empty? # => false
[].empty? # => true
a.count # => 4
a.count("a") # => 1
a.count { |x| x > "b" } # => 2
a.index("b") # => 1
a.index("z") # => nil
a.index { |x| x > "b" } # => 2
a.find_index("c") # => 2
a.rindex("b") # => 1
a.rindex { |x| x < "c" } # => 1
a.rindex("z") # => nil
[[1, 2], [3, 4]].assoc(3) # => [3, 4]
[[1, 2], [3, 4]].rassoc(4) # => [3, 4]
[[1, 2], [3, 4]].assoc(5) # => nil
[1, [2]].assoc(2) # => [2]
[1, 3, 5].bsearch { |x| x >= 2 } # => 3
[1, 3, 5].bsearch { |x| x >= 6 } # => nil
[1, 3, 5].bsearch { |x| 3 <=> x } # => 3
[1].bsearch { |x| "a" } # => raises TypeError: wrong argument type String (must be numeric, true, false or nil)
[].sample # => nil
[7].sample # => 7
[1, 2].sample # => unknown Integer (outside sample)
[1].shuffle # => [1]
[1, 2].shuffle # => unknown Array (outside shuffle)
[1, 2].include?(1.0) # => true
[1, 2].include?(3) # => false
[1, 2].member?(2) # => true
[1, 2].include? # => raises ArgumentError: wrong number of arguments (given 0, expected 1)
# -----
# Going through.
a = [1, 2, 3]
a.each { |x| x } # => [1, 2, 3]
a.each(1) # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
b = [] # => []
a.each { |x| b << x * 2 } # => [1, 2, 3]
b # => [2, 4, 6]
a.each_index { |i| b << i } # => [1, 2, 3]
b # => [2, 4, 6, 0, 1, 2]
a.reverse_each { |x| b << x } # => [1, 2, 3]
b # => [2, 4, 6, 0, 1, 2, 3, 2, 1]
a.each { |x| break x * 10 if x == 2 } # => 20
a.map { |x| next 0 if x == 2; x } # => [1, 0, 3]
live = [1, 2, 3]
live.each { |x| live << 9 if live.size < 6 } # => [1, 2, 3, 9, 9, 9]
live # => [1, 2, 3, 9, 9, 9]
live.each { |x| live.delete(x) } # => [2]
live # => [2]
[[1, [2, 3]]].map { |a, (b, c)| [a, b, c] } # => [[1, 2, 3]]
[[1, 2], [3, 4]].map { |a, b| a + b } # => [3, 7]
[[1, 2], [3, 4]].each_with_index.map { |(a, b), i| a + b + i } # => [3, 8]
[[1, 2]].map(&->(k, v) { k }) # => raises ArgumentError: wrong number of arguments (given 1, expected 2)
[[1, 2]].map(&->(k) { k }) # => [[1, 2]]
[1, 2].map(&:to_s) # => ["1", "2"]
%w[a b].map.with_index(1) { |x, i| x * i } # => ["a", "bb"]
# -----
# Texts.
[1, nil, "a", :b, [2, [3]], {a: 1}].inspect # => "[1, nil, \"a\", :b, [2, [3]], {:a=>1}]"
[1, "a"].to_s # => "[1, \"a\"]"
[].to_s # => "[]"
[1, nil, "a", :b, [2, [3]], 1.5].join("-") # => "1--a-b-2-3-1.5"
[].join # => ""
["a"].join(",") # => "a"
[1, 2].join(nil) # => "12"
[1].join(1) # => raises TypeError: no implicit conversion of Integer into String
a = [1] # => [1]
a << a # => [1, [...]]
a # => [1, [...]]
a.join # => raises ArgumentError: recursive array join
a.flatten # => raises ArgumentError: tried to flatten recursive array
# -----
# Comparing.
[1, 2] == [1, 2.0] # => true
[1, 2] == [1] # => false
[1] == 1 # => false
[1].eql?([1.0]) # => false
[1].eql?([1]) # => true
[1].eql?(1) # => false
[1, 2] <=> [1, 3] # => -1
[1, 2] <=> [1] # => 1
[1, 2] <=> [1, :a] # => nil
[1] <=> 5 # => nil
[[1], "a"] == [[1], "a"] # => true
[1] != [2] # => true
# -----
# Making others.
[1, 2] + [3] # => [1, 2, 3]
[1] + nil # => raises TypeError: no implicit conversion of nil into Array
[1] + {a: 1} # => raises TypeError: no implicit conversion of Hash into Array
[1, 2] * 2 # => [1, 2, 1, 2]
[1, 2] * "," # => "1,2"
[1, 2] * 0 # => []
[1, 2] * -1 # => raises ArgumentError: negative argument
[1, 2] * nil # => raises TypeError: no implicit conversion from nil to integer
[] * 5 # => []
[1, 1, 2, 3] - [1] # => [2, 3]
[1, 2] - [1.0] # => [1, 2]
[1] - nil # => raises TypeError: no implicit conversion of nil into Array
[1, 1, 2] & [2, 1] # => [1, 2]
[1, 1, 2] | [3, 2] # => [1, 2, 3]
[1, 2, 3].difference([1], [3]) # => [2]
[1, 2, 3].intersection([1, 2], [2]) # => [2]
[1].union([2], [3, 1]) # => [1, 2, 3]
[1, 2].intersect?([2]) # => true
[1, 2].reverse # => [2, 1]
[1, 2, 3].rotate # => [2, 3, 1]
[1, 2, 3].rotate(-1) # => [3, 1, 2]
[1, 2, 3].rotate(7) # => [2, 3, 1]
[].rotate # => []
[1].rotate("a") # => raises TypeError: no implicit conversion of String into Integer
[1, [2, [3, [4]]]].flatten # => [1, 2, 3, 4]
[1, [2, [3, [4]]]].flatten(1) # => [1, 2, [3, [4]]]
[1, [2]].flatten(0) # => [1, [2]]
[1].flatten("a") # => raises TypeError: no implicit conversion of String into Integer
[1, nil, false].compact # => [1, false]
[1, 1.0, 1, "a", "a"].uniq # => [1, 1.0, "a"]
[1, 2, 3, 4].uniq { |x| x % 2 } # => [1, 2]
[{a: 1}, {a: 1}, [1], [1], 1..2, 1..2].uniq # => [{:a=>1}, [1], 1..2]
[[1, 2], [3, 4]].transpose # => [[1, 3], [2, 4]]
[].transpose # => []
[[1], [2, 3]].transpose # => raises IndexError: element size differs (2 should be 1)
[1].transpose # => raises TypeError: no implicit conversion of Integer into Array
[1, 2].product([3, 4]) # => [[1, 3], [1, 4], [2, 3], [2, 4]]
[1, 2].product # => [[1], [2]]
[1].product([2], [3, 4]) # => [[1, 2, 3], [1, 2, 4]]
[1].product(1) # => raises TypeError: no implicit conversion of Integer into Array
[1, 2, 3].combination(2).to_a # => [[1, 2], [1, 3], [2, 3]]
[1, 2, 3].combination(0).to_a # => [[]]
[1, 2, 3].combination(4).to_a # => []
[1, 2].combination(1) # => #<Enumerator: [1, 2]:combination(1)>
[1, 2, 3].permutation(2).to_a # => [[1, 2], [1, 3], [2, 1], [2, 3], [3, 1], [3, 2]]
[1, 2, 3].permutation.count # => 6
[1, 2].repeated_combination(2).to_a # => [[1, 1], [1, 2], [2, 2]]
[1, 2].repeated_permutation(2).to_a # => [[1, 1], [1, 2], [2, 1], [2, 2]]
b = [] # => []
[1, 2].combination(1) { |x| b << x } # => [1, 2]
b # => [[1], [2]]
[1, 2].zip([3], [4, 5]) # => [[1, 3, 4], [2, nil, 5]]
[1, 2].zip(1..) # => [[1, 1], [2, 2]]
[1, 2].zip({a: 1}) # => [[1, [:a, 1]], [2, nil]]
[1].zip(1) # => raises TypeError: wrong argument type Integer (must respond to :each)
[1, 2].zip([3, 4]) { |x| b << x } # => nil
b # => [[1], [2], [1, 3], [2, 4]]
[3, 1, 2].sort # => [1, 2, 3]
[3, 1, 2].sort { |x, y| y <=> x } # => [3, 2, 1]
%w[bb a].sort_by(&:size) # => ["a", "bb"]
[[2, "b"], [1, "a"], [1, "A"]].sort # => [[1, "A"], [1, "a"], [2, "b"]]
[1, "a"].sort # => raises ArgumentError: comparison of Integer with String failed
[1, :a].sort # => raises ArgumentError: comparison of Integer with :a failed
[:a, 1].sort # => raises ArgumentError: comparison of Symbol with 1 failed
[1, 2, nil].sort # => raises ArgumentError: comparison of Integer with nil failed
[1, 2].sort { nil } # => raises ArgumentError: comparison of Integer with 2 failed
[1, 2].sort { 0.5 } # => [2, 1]
[1, :a].max # => raises ArgumentError: comparison of Integer with :a failed
[1, nil].min # => raises ArgumentError: comparison of Integer with nil failed
(1..30).map { |x| x % 3 }.each_with_index.sort_by { |x, i| x }.map(&:last).first(12) # => [2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 3]
[[1, 2], [3, 4]].to_h # => {1=>2, 3=>4}
[[1, 2]].to_h { |a, b| [b, a] } # => {2=>1}
[1, 2].to_h { |x| [x, x * 2] } # => {1=>2, 2=>4}
[1].to_h { 1 } # => raises TypeError: wrong element type Integer at 0 (expected array)
[1].to_h { [1] } # => raises ArgumentError: wrong array length at 0 (expected 2, was 1)
[1, 2].to_h # => raises TypeError: wrong element type Integer at 0 (expected array)
[[1, 2, 3]].to_h # => raises ArgumentError: wrong array length at 0 (expected 2, was 3)
[1].to_a # => [1]
[1].to_ary # => [1]
# -----
# Changing by place.
a = [1, 2, 3] # => [1, 2, 3]
a[1] = 9 # => 9
a # => [1, 9, 3]
a[5] = 6 # => 6
a # => [1, 9, 3, nil, nil, 6]
a[0, 2] = [] # => []
a # => [3, nil, nil, 6]
a[0...0] = [7, 8] # => [7, 8]
a # => [7, 8, 3, nil, nil, 6]
a[-2..-1] = 5 # => 5
a # => [7, 8, 3, nil, 5]
a[1..] = [1, 2] # => [1, 2]
a # => [7, 1, 2]
a[9, 1] = 3 # => 3
a # => [7, 1, 2, nil, nil, nil, nil, nil, nil, 3]
b = [1, 2] # => [1, 2]
b[-5] = 1 # => raises IndexError: index -5 too small for array; minimum: -2
b[-5, 1] = 1 # => raises IndexError: index -5 too small for array; minimum: -2
b[-5..1] = 1 # => raises RangeError: -5..1 out of range
b[0, -1] = 1 # => raises IndexError: negative length (-1)
b["a"] = 1 # => raises TypeError: no implicit conversion of String into Integer
b[nil] = 1 # => raises TypeError: no implicit conversion from nil to integer
b[0] += 5 # => 6
b[0] ||= 7 # => 6
b[2] ||= 8 # => 8
b # => [6, 2, 8]
# -----
# Changing.
a = [1] # => [1]
a << 2 # => [1, 2]
a.push(3, 4) # => [1, 2, 3, 4]
a.append(5) # => [1, 2, 3, 4, 5]
a.unshift(0) # => [0, 1, 2, 3, 4, 5]
a.prepend(-2, -1) # => [-2, -1, 0, 1, 2, 3, 4, 5]
a.equal?(a << 6) # => true
a.insert(2, :x) # => [-2, -1, :x, 0, 1, 2, 3, 4, 5, 6]
a.insert(-2, :y) # => [-2, -1, :x, 0, 1, 2, 3, 4, 5, :y, 6]
a.insert(1) # => [-2, -1, :x, 0, 1, 2, 3, 4, 5, :y, 6]
a.insert(14, :z) # => [-2, -1, :x, 0, 1, 2, 3, 4, 5, :y, 6, nil, nil, nil, :z]
[1].insert(-3, 1) # => raises IndexError: index -3 too small for array; minimum: -2
[1].insert # => raises ArgumentError: wrong number of arguments (given 0, expected 1+)
a.pop # => :z
a.pop(2) # => [nil, nil]
a.shift # => -2
a.shift(2) # => [-1, :x]
a # => [0, 1, 2, 3, 4, 5, :y, 6, nil]
[].pop # => nil
[].shift # => nil
[1].pop(-1) # => raises ArgumentError: negative array size
a.concat([1], [2, 3]) # => [0, 1, 2, 3, 4, 5, :y, 6, nil, 1, 2, 3]
a.concat(1) # => raises TypeError: no implicit conversion of Integer into Array
a.delete(3) # => 3
a.delete(99) # => nil
a.delete(99) { |x| x + 1 } # => 100
a.delete_at(0) # => 0
a.delete_at(99) # => nil
a # => [1, 2, 4, 5, :y, 6, nil, 1, 2]
a.slice!(0, 2) # => [1, 2]
a.slice!(1..2) # => [5, :y]
a.slice!(0) # => 4
a.slice!(50, 1) # => nil
a # => [6, nil, 1, 2]
a.replace([3, 1, 2]) # => [3, 1, 2]
a.sort! # => [1, 2, 3]
a.reverse! # => [3, 2, 1]
a.rotate! # => [2, 1, 3]
a.sort_by! { |x| -x } # => [3, 2, 1]
a.map! { |x| x + 1 } # => [4, 3, 2]
a.select! { |x| x > 1 } # => nil
a.select! { |x| x > 2 } # => [4, 3]
a.reject! { |x| x > 9 } # => nil
a.reject! { |x| x > 3 } # => [3]
a.keep_if { |x| x } # => [3]
a.delete_if { |x| x > 1 } # => []
a.clear # => []
[1, nil].compact! # => [1]
[1].compact! # => nil
[1, 1].uniq! # => [1]
[1].uniq! # => nil
[[1]].flatten! # => [1]
[1].flatten! # => nil
[1, 2, 3].fill(7) # => [7, 7, 7]
[1, 2, 3].fill { |i| i * i } # => [0, 1, 4]
[1, 2, 3].fill(0, 1) # => [1, 0, 0]
[1, 2, 3].fill(0, 1, 1) # => [1, 0, 3]
[1, 2, 3].fill(0, 2, 3) # => [1, 2, 0, 0, 0]
[1, 2, 3].fill(0, 0..1) # => [0, 0, 3]
[1].fill # => raises ArgumentError: wrong number of arguments (given 0, expected 1..3)
[1, 2].freeze << 3 # => raises FrozenError: can't modify frozen Array: [1, 2]
[1].freeze.map! { 1 } # => raises FrozenError: can't modify frozen Array: [1]
[1].freeze.clear # => raises FrozenError: can't modify frozen Array: [1]
b = [1, 2, 3, 4] # => [1, 2, 3, 4]
b.delete_if { |x| break 5 if x == 3; x == 1 } # => 5
b # => [2, 3, 4]
c = d = [1] # => [1]
c += [2] # => [1, 2]
d # => [1]
c.shuffle!.size # => unknown Integer (outside shuffle!)
# -----
# What is not known.
u = ENV["X"]
[1, u].size # => 2
[1, u].first # => 1
[1, u][1] # => unknown String or nil (environment X)
[1, u].map { |x| 1 } # => [1, 1]
[1, u].include?(1) # => true
[1, u].include?(2) # => false
[1, u].include?("a") # => unknown Boolean (environment X)
["a", u, "b"].join("/") # => unknown String "a/"..."/b" (environment X)
[].sum(u) # => unknown String or nil (environment X)
[1, u].sum # => unknown (environment X)
[1, u].max # => unknown (environment X)
[u, 1].reverse.first # => 1
["a", u, "b", nil].compact.join(" ") # => unknown String "a "..."b" (environment X)
["a", u].compact.join(" ") # => unknown String "a"..."" (environment X)
[u, 1].compact # => unknown Array (environment X)
["#{u}a", nil].compact.size # => 1
[u, [1]].flatten.size # => 2
l = u.to_s.split # => unknown Array (environment X)
["a", ["b", l], "c", "d"].flatten.join(" ") # => unknown String "a b "..."c d" (environment X)
["a", "b", l].flatten.join(" ") # => unknown String "a b"..."" (environment X)
[l, l, "b"].flatten.join(" ") # => unknown String ""..."b" (environment X)
["a", l, "#{u}c", [l]].flatten.compact.join("-") # => unknown String "a-"..."" (environment X)
[l, l].flatten.join(" ") # => unknown String (environment X)
(["a", "b"] + l + ["c"]).join(" ") # => unknown String "a b "..."c" (environment X)
(l + ["c"]).join # => unknown String ""..."c" (environment X)
["a", l].flatten(1).join(" ") # => unknown String (environment X)
["a", *l, "b", "c"].join(" ") # => unknown String "a "..."b c" (environment X)
["a", ["b", *l], "c"].flatten.join(" ") # => unknown String "a b "..."c" (environment X)
m = ["a", *l, "b"] # => unknown Array (environment X)
m << "c"
m.join(" ") # => unknown String (environment X)
m = ["a", *l, "b"] # => unknown Array (environment X)
m.push("c") if u
m.join(" ") # => unknown String (environment X)
m = ["a", *l, "b"] # => unknown Array (environment X)
m.join(" ") # => unknown String "a "..."b" (environment X)
m.first << "x"
m.join(" ") # => unknown String (environment X)
["a", l].flatten.size # => unknown Integer (environment X)
m = ["a", l].flatten # => unknown Array (environment X)
m << "b"
m.join(" ") # => unknown String (environment X)
m = ["a", l].flatten # => unknown Array (environment X)
m.delete("a") if u
m.join(" ") # => unknown String (environment X)
m = ["a", l, "b"].flatten # => unknown Array (environment X)
m.each { |x| x << "c" }
m.join(" ") # => unknown String (environment X)
[1, u] == [2, u] # => false
[1, u] == [1, 2] # => false
[1, u] == [1, "a"] # => unknown Boolean (environment X)
[1, 2].select { |x| u } # => unknown (environment X)
a = [1, 2] # => [1, 2]
a.reject! { |x| u } # => unknown (environment X)
a # => unknown Array (environment X)
a = [1] # => [1]
a << u
a.size # => 2
a.concat(u) # => unknown Array (environment X)
a = [1, 2] # => [1, 2]
a.delete(u) # => unknown (environment X)
a # => unknown Array (environment X)
a = [1, 2] # => [1, 2]
a[u.to_i] = 3 # => 3
a # => unknown Array (environment X)
[1] + u.to_s.split # => unknown Array (environment X)
[1, 2][u.to_i] # => unknown (environment X)
b = [] # => []
[1, 2].find { |x| b << x; u } # => unknown (environment X)
b # => unknown Array (environment X)
[3, u].each_slice(1).to_a.size # => 2
[[1, u], [2, 3]].to_h.keys # => [1, 2]
[1, u].first(1) # => [1]
[1, u].zip([2, 3]).last.last # => 3
[u, 1].count
[u].any? # => unknown Boolean (environment X)
[1, u].any? # => true
[u].none? { |x| x == 1 } # => true
[u, u].uniq # => unknown (environment X)
[1, u].inspect # => unknown String (environment X)
[1].fetch(u.to_i) # => unknown (environment X)
[1].first(u.to_i) # => unknown (environment X)
Array.new(u.to_i) # => unknown Array (environment X)
