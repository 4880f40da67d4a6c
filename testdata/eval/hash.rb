# Making hashes.
Hash.new # => {}
Hash.new(5)[:x] # => 5
Hash.new { |h, k| h[k] = k.to_s * 2 }[:ab] # => "abab"
Hash.new(1, 2) # => raises ArgumentError: wrong number of arguments (given 2, expected 0..1)
Hash.new(1) { } # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
Hash.new(&->(a) { 1 }) # => raises TypeError: default_proc takes two arguments (2 for 1)
Hash[1, 2, 3, 4] # => {1=>2, 3=>4}
Hash[[[1, 2], [3, 4]]] # => {1=>2, 3=>4}
Hash[[[1]]] # => {1=>nil}
Hash[{a: 1}] # => {:a=>1}
Hash[1] # => raises ArgumentError: odd number of arguments for Hash
Hash[1, 2, 3] # => raises ArgumentError: odd number of arguments for Hash
Hash[[1]] # => raises ArgumentError: wrong element type Integer at 0 (expected array)
Hash[[[1, 2, 3]]] # => raises ArgumentError: invalid number of elements (3 for 1..2)
Hash.try_convert({a: 1}) # => {:a=>1}
Hash.try_convert(1) # => nil
h = Hash.new { |hash, key| hash[key] = [] } # => {}
h[:a] << 1 # => [1]
h[:a] << 2 # => [1, 2]
h # => {:a=>[1, 2]}
h.fetch(:b) # => raises KeyError: key not found: :b
h.key?(:b) # => false
d = Hash.new(0) # => {}
%w[a b a].each { |x| d[x] += 1 } # => ["a", "b", "a"]
d # => {"a"=>2, "b"=>1}
d.default # => 0
d.default = 7 # => 7
d[:zz] # => 7
d.default_proc # => nil
h.default_proc.class # => Proc
h.default_proc = nil # => nil
h[:q] # => nil
h.default_proc = 1 # => raises TypeError: wrong default_proc type Integer (expected Proc)
# -----
# Reading.
h = {a: 1, "b" => 2, nil => 3, 4 => [5], 1.5 => :f} # => {:a=>1, "b"=>2, nil=>3, 4=>[5], 1.5=>:f}
h[:a] # => 1
h["b"] # => 2
h[nil] # => 3
h[4] # => [5]
h[4.0] # => nil
h[1.5] # => :f
h[:zz] # => nil
h.fetch(:a) # => 1
h.fetch(:b) # => raises KeyError: key not found: :b
h.fetch("c") # => raises KeyError: key not found: "c"
h.fetch(:b, 9) # => 9
h.fetch(:b) { |k| k.to_s } # => "b"
h.dig(4, 0) # => 5
h.dig(:zz, 1) # => nil
h.dig(:a, 1) # => raises TypeError: Integer does not have #dig method
{a: {b: [{c: 1}]}}.dig(:a, :b, 0, :c) # => 1
h.dig # => raises ArgumentError: wrong number of arguments (given 0, expected 1+)
h.key?(:a) # => true
h.has_key?("b") # => true
h.include?(nil) # => true
h.member?(:b) # => false
h.value?(2) # => true
h.has_value?(99) # => false
h.key(1) # => :a
h.key(99) # => nil
h.keys # => [:a, "b", nil, 4, 1.5]
h.values # => [1, 2, 3, [5], :f]
h.values_at(:a, :zz) # => [1, nil]
h.fetch_values(:a) # => [1]
h.fetch_values(:a, :c) # => raises KeyError: key not found: :c
h.fetch_values(:a, :c) { |k| 0 } # => [1, 0]
h.length # => 5
h.size # => 5
h.count # => 5
h.empty? # => false
{}.empty? # => true
{}.any? # => false
h.any? # => true
h.assoc("b") # => ["b", 2]
h.rassoc(2) # => ["b", 2]
h.assoc(:zz) # => nil
h.to_a # => [[:a, 1], ["b", 2], [nil, 3], [4, [5]], [1.5, :f]]
h.first # => [:a, 1]
h.first(2) # => [[:a, 1], ["b", 2]]
h.to_s # => "{:a=>1, \"b\"=>2, nil=>3, 4=>[5], 1.5=>:f}"
h.inspect # => "{:a=>1, \"b\"=>2, nil=>3, 4=>[5], 1.5=>:f}"
h.to_h.equal?(h) # => true
h.to_hash.equal?(h) # => true
h.default # => nil
{1 => :a}[1.0] # => nil
{[1, 2] => :a}[[1, 2]] # => :a
{{a: 1} => 2}[{a: 1}] # => 2
{1 => 1, 1.0 => 2, "1" => 3, :"1" => 4}.size # => 4
{a: 1, b: 2} == {b: 2, a: 1} # => true
{a: 1} == {a: 1.0} # => true
{a: 1}.eql?({a: 1.0}) # => false
{a: 1} == {a: 2} # => false
{a: 1} == [[:a, 1]] # => false
{a: 1} <= {a: 1, b: 2} # => true
{a: 1} < {a: 1} # => false
{a: 1, b: 2} >= {a: 1} # => true
{a: 1} > {} # => true
s = "k" # => "k"
{s => 1}.keys.first.frozen? # => true
# -----
# Going through.
h = {a: 1, b: 2} # => {:a=>1, :b=>2}
h.each { |k, v| k } # => {:a=>1, :b=>2}
h.each { |pair| pair } # => {:a=>1, :b=>2}
h.map { |k, v| [k, v] } # => [[:a, 1], [:b, 2]]
h.map { |pair| pair } # => [[:a, 1], [:b, 2]]
h.each_pair { |k, v| v } # => {:a=>1, :b=>2}
b = [] # => []
h.each_key { |k| b << k } # => {:a=>1, :b=>2}
h.each_value { |v| b << v } # => {:a=>1, :b=>2}
h.each(&->(k) { b << k }) # => {:a=>1, :b=>2}
h.each(&->(k, v) { b << k }) # => raises ArgumentError: wrong number of arguments (given 1, expected 2)
h.map(&->(k, v) { [v, k] }) # => [[1, :a], [2, :b]]
b # => [:a, :b, 1, 2, [:a, 1], [:b, 2]]
h.select { |k, v| v > 1 } # => {:b=>2}
h.filter { |k| k == :a } # => {:a=>1}
h.reject { |k, v| v > 1 } # => {:a=>1}
h.find { |k, v| v == 2 } # => [:b, 2]
h.detect { |k, v| v == 3 } # => nil
h.find_all { |k, v| v == 2 } # => [[:b, 2]]
h.partition { |k, v| v > 1 } # => [[[:b, 2]], [[:a, 1]]]
h.min_by { |k, v| -v } # => [:b, 2]
h.max_by { |k, v| -v } # => [:a, 1]
h.sort_by { |k, v| -v } # => [[:b, 2], [:a, 1]]
h.sort_by { |k, v| -v }.to_h # => {:b=>2, :a=>1}
h.group_by { |k, v| v.odd? } # => {true=>[[:a, 1]], false=>[[:b, 2]]}
h.to_h { |k, v| [v, k] } # => {1=>:a, 2=>:b}
h.to_h { 1 } # => raises TypeError: wrong element type Integer (expected array)
h.to_h { [1] } # => raises ArgumentError: element has wrong array length (expected 2, was 1)
h.any? { |k, v| v > 1 } # => true
h.any? { |pair| pair.is_a?(Array) } # => true
h.any?([:a, 1]) # => true
h.all? { |k, v| v > 0 } # => true
h.none? { |k, v| v > 5 } # => true
h.count { |k, v| v > 1 } # => 1
h.sum { |k, v| v } # => 3
h.flat_map { |k, v| [k] * v } # => [:a, :b, :b]
h.filter_map { |k, v| k if v > 1 } # => [:b]
h.each_with_index { |(k, v), i| i } # => {:a=>1, :b=>2}
h.each_with_index.map { |(k, v), i| [k, v, i] } # => [[:a, 1, 0], [:b, 2, 1]]
h.each_with_object({}) { |(k, v), memo| memo[v] = k } # => {1=>:a, 2=>:b}
h.inject { |x, y| x + y } # => [:a, 1, :b, 2]
h.inject(0) { |sum, (k, v)| sum + v } # => 3
h.reduce(0) { |sum, pair| sum + pair.last } # => 3
h.zip([1, 2]) # => [[[:a, 1], 1], [[:b, 2], 2]]
h.sort # => [[:a, 1], [:b, 2]]
h.sort { |a, b| b <=> a } # => [[:b, 2], [:a, 1]]
h.min # => [:a, 1]
h.each_slice(1).to_a # => [[[:a, 1]], [[:b, 2]]]
h.each_cons(2).to_a # => [[[:a, 1], [:b, 2]]]
h.uniq { |k, v| 1 } # => [[:a, 1]]
h.map(&:first) # => [:a, :b]
h.sum { |k, v| v.to_f } # => 3.0
h.entries # => [[:a, 1], [:b, 2]]
h.to_a.transpose # => [[:a, :b], [1, 2]]
h.reverse_each.to_a # => [[:b, 2], [:a, 1]]
h.each_entry.to_a # => [[:a, 1], [:b, 2]]
h.tally # => {[:a, 1]=>1, [:b, 2]=>1}
h.take(1) # => [[:a, 1]]
h.drop(1) # => [[:b, 2]]
h.cycle.first(3) # => [[:a, 1], [:b, 2], [:a, 1]]
h.include?(:a) # => true
h.each # => #<Enumerator: {:a=>1, :b=>2}:each>
h.map # => #<Enumerator: {:a=>1, :b=>2}:map>
h.each { |k, v| h[:new] = 1 } # => raises RuntimeError: can't add a new key into hash during iteration
h.each { |k, v| h[k] = v + 1 } # => {:a=>2, :b=>3}
h # => {:a=>2, :b=>3}
h.each { |k, v| h.delete(k) } # => {}
h # => {}
h.each { |k, v| break 1 } # => {}
{a: 1}.each { |k, v| break k } # => :a
# -----
# Making others.
h = {a: 1, b: 2} # => {:a=>1, :b=>2}
h.merge({b: 3, c: 4}) # => {:a=>1, :b=>3, :c=>4}
h.merge(b: 3) # => {:a=>1, :b=>3}
h.merge # => {:a=>1, :b=>2}
h.merge({c: 1}, {c: 2, d: 3}) # => {:a=>1, :b=>2, :c=>2, :d=>3}
h.merge({b: 3, c: 1}) { |k, old, new| [k, old, new] } # => {:a=>1, :b=>[:b, 2, 3], :c=>1}
h.merge(1) # => raises TypeError: no implicit conversion of Integer into Hash
h # => {:a=>1, :b=>2}
h.reverse_merge({b: 9, c: 4}) # => {:b=>2, :c=>4, :a=>1}
h.reverse_merge(c: 1) # => {:c=>1, :a=>1, :b=>2}
h.with_defaults(c: 1) # => {:c=>1, :a=>1, :b=>2}
{a: {b: 1, c: [1]}, z: 1}.deep_merge({a: {c: [2], d: 3}, z: {q: 1}}) # => {:a=>{:b=>1, :c=>[2], :d=>3}, :z=>{:q=>1}}
{a: {b: 1}}.deep_merge(a: {b: 2}) { |k, x, y| x + y } # => {:a=>{:b=>3}}
h.slice(:b, :zz) # => {:b=>2}
h.slice # => {}
h.except(:b) # => {:a=>1}
h.except(:zz) # => {:a=>1, :b=>2}
{a: nil, b: 1, c: false}.compact # => {:b=>1, :c=>false}
h.invert # => {1=>:a, 2=>:b}
{a: [1, [2]]}.flatten # => [:a, [1, [2]]]
{a: [1, [2]]}.flatten(2) # => [:a, 1, [2]]
h.transform_values { |v| v * 2 } # => {:a=>2, :b=>4}
h.transform_values(&:to_s) # => {:a=>"1", :b=>"2"}
h.transform_keys(&:to_s) # => {"a"=>1, "b"=>2}
h.transform_keys { |k| k.to_s * 2 } # => {"aa"=>1, "bb"=>2}
h.transform_keys({a: :x}) # => {:x=>1, :b=>2}
h.transform_keys({a: :x}) { |k| k.to_s } # => {:x=>1, "b"=>2}
h.transform_keys { |k| 1 } # => {1=>2}
{"a" => 1, 2 => 3, nil => 4, b: {"c" => 1}}.symbolize_keys # => {:a=>1, 2=>3, nil=>4, :b=>{"c"=>1}}
{a: 1, 2 => {b: 1}}.stringify_keys # => {"a"=>1, "2"=>{:b=>1}}
{"a" => {"b" => [{"c" => 1}]}}.deep_symbolize_keys # => {:a=>{:b=>[{:c=>1}]}}
{a: {b: [{c: 1}]}}.deep_stringify_keys # => {"a"=>{"b"=>[{"c"=>1}]}}
{"a" => 1}.to_options # => {:a=>1}
{a: {b: 1}}.deep_transform_keys(&:to_s) # => {"a"=>{"b"=>1}}
{a: {b: [1, 2]}}.deep_transform_values { |v| v * 2 } # => {:a=>{:b=>[2, 4]}}
h.assert_valid_keys(:a, :b).size # => 2
h.assert_valid_keys(:a) # => raises ArgumentError: Unknown key: :b. Valid keys are: :a
h.assert_valid_keys([:a], :c) # => raises ArgumentError: Unknown key: :b. Valid keys are: :a, :c
h.sum { |k, v| v } # => 3
Hash.new(5).merge(a: 1)[:zz] # => 5
Hash.new(5).select { true }[:zz] # => nil
Hash.new(5).transform_values { 1 }[:zz] # => nil
{a: 1}.merge!(b: 2).equal?(h) # => false
h.dup.equal?(h) # => false
g = h.dup # => {:a=>1, :b=>2}
g[:z] = 1 # => 1
h # => {:a=>1, :b=>2}
{**h, c: 3, a: 0} # => {:a=>0, :b=>2, :c=>3}
{a: 0, **h} # => {:a=>1, :b=>2}
# -----
# Changing.
h = {a: 1} # => {:a=>1}
h[:b] = 2 # => 2
h.store("c", 3) # => 3
h # => {:a=>1, :b=>2, "c"=>3}
h.equal?(h.merge!(d: 4)) # => true
h.update({a: 5}, {e: 6}) # => {:a=>5, :b=>2, "c"=>3, :d=>4, :e=>6}
h.merge!({a: 1}) { |k, x, y| x + y } # => {:a=>6, :b=>2, "c"=>3, :d=>4, :e=>6}
h.update(nil) # => raises TypeError: no implicit conversion of nil into Hash
h.delete(:a) # => 6
h.delete(:zz) # => nil
h.delete(:zz) { |k| k } # => :zz
h # => {:b=>2, "c"=>3, :d=>4, :e=>6}
h.shift # => [:b, 2]
{}.shift # => nil
h.reject! { |k, v| v == 99 } # => nil
h.reject! { |k, v| v == 3 } # => {:d=>4, :e=>6}
h.select! { |k, v| v } # => nil
h.select! { |k, v| v > 4 } # => {:e=>6}
h.keep_if { |k, v| v } # => {:e=>6}
h.delete_if { |k, v| k == :e } # => {}
h.replace({a: nil, b: 1}) # => {:a=>nil, :b=>1}
h.compact! # => {:b=>1}
h.compact! # => nil
h.transform_values! { |v| v + 1 } # => {:b=>2}
h.transform_keys!(&:to_s) # => {"b"=>2}
h.symbolize_keys! # => {:b=>2}
h.stringify_keys! # => {"b"=>2}
h # => {"b"=>2}
h.reverse_merge!({"b" => 9, "z" => 1}) # => {"b"=>2, "z"=>1}
h.deep_merge!({"b" => {c: 1}}) # => {"b"=>{:c=>1}, "z"=>1}
h.except!("z") # => {"b"=>{:c=>1}}
h.slice!("b") # => {}
h # => {"b"=>{:c=>1}}
{a: 1, b: 2, c: 3}.slice!(:a) # => {:b=>2, :c=>3}
x = {a: 1, b: 2, c: 3} # => {:a=>1, :b=>2, :c=>3}
x.extract!(:a, :q) # => {:a=>1}
x # => {:b=>2, :c=>3}
{"a" => {"b" => 1}}.deep_symbolize_keys! # => {:a=>{:b=>1}}
h.clear # => {}
h.freeze # => {}
h[:a] = 1 # => raises FrozenError: can't modify frozen Hash: {}
h.merge!(a: 2) # => raises FrozenError: can't modify frozen Hash: {}
h.delete(:a) # => raises FrozenError: can't modify frozen Hash: {}
{a: 1}.freeze.merge(b: 1) # => {:a=>1, :b=>1}
{b: 1, a: 2, c: 0}.sort_by { |k, v| v }.to_h.keys # => [:c, :b, :a]
x = {a: 1} # => {:a=>1}
x[:self] = x # => {:a=>1, :self=>{...}}
x # => {:a=>1, :self=>{...}}
y = {} # => {}
(1..20).each { |i| y[i] = i * i } # => 1..20
y.delete(3) # => 9
y[20] # => 400
y.size # => 19
y.keys.first(4) # => [1, 2, 4, 5]
y.delete_if { |k, v| k > 4 } # => {1=>1, 2=>4, 4=>16}
c = {a: 1} # => {:a=>1}
c[:a] += 1 # => 2
c[:b] ||= 5 # => 5
c[:b] &&= 6 # => 6
c # => {:a=>2, :b=>6}
# -----
# What is not known.
u = ENV["X"]
h = {a: 1, b: u}
h[:a] # => 1
h[:b] # => unknown String or nil (environment X)
h.keys # => [:a, :b]
h.size # => 2
h.key?(:b) # => true
h.merge(c: 1).size # => 3
h.select { |k, v| v } # => unknown (environment X)
h.map { |k, v| k } # => [:a, :b]
h.values.size # => 2
h.fetch(:b) # => unknown String or nil (environment X)
h.compact
h.any? { |k, v| k == :a } # => true
h == {a: 2, b: 1} # => false
h == {a: 1, b: 1} # => false
h == {a: 1, b: "x"} # => unknown Boolean (environment X)
h.value?(1) # => true
h.value?("x") # => unknown Boolean (environment X)
h.invert
h.transform_values { |v| 1 } # => {:a=>1, :b=>1}
h[u] # => nil
{"a" => 1}[u] # => unknown (environment X)
{}[u] # => nil
{1 => 2}.key?(u) # => false
{"a" => 1}.key?(u) # => unknown Boolean (environment X)
{a: 1}.fetch(u, 3) # => 3
{"a" => 1}.fetch(u, 3) # => unknown (environment X)
g = {a: 1, "b" => 2}
g[u] = 5
g[:a] # => 1
g["b"] # => unknown Integer (environment X)
g[:zz] # => unknown (environment X)
g.size # => unknown Integer (environment X)
g.keys # => unknown Array (environment X)
g.key?(:a) # => true
g.key?(:zz) # => unknown Boolean (environment X)
g.empty? # => false
g.any? # => true
m = {a: 1}.merge(Marshal.load(Marshal.dump({})))
m[:a] # => unknown (unsupported load)
m.key?(:a) # => true
m.key?(:b) # => unknown Boolean (unsupported load)
m.merge(a: 2)[:a] # => 2
m = {a: 1}
m[:b] = 2 if u
m[:a] # => 1
m[:b] # => unknown (environment X)
m.key?(:b) # => unknown Boolean (environment X)
m.size # => unknown Integer (environment X)
m.merge(b: 3).size # => 2
m.fetch(:b, 4)
m.fetch(:b)
m.slice(:a) # => {:a=>1}
m.except(:b) # => {:a=>1}
m.transform_keys(&:to_s)["a"] # => 1
m.to_a # => unknown Array (environment X)
b = []
m.each { |k, v| b << k }
b # => unknown Array (environment X)
w = {a: 1}
w.delete(u) # => unknown (environment X)
w[:a] # => 1
w = {"a" => 1}
w.delete(u)
w["a"] # => unknown (environment X)
w.size # => unknown Integer (environment X)
n = {"a" => {"b" => u}}
n.deep_symbolize_keys.keys # => [:a]
n.deep_symbolize_keys[:a][:b] # => unknown String or nil (environment X)
n.deep_merge({"a" => {"c" => 1}})["a"]["c"] # => 1
{a: 1, **{b: 2}} # => {:a=>1, :b=>2}
{a: 1}.reverse_merge(b: u)[:a] # => 1
Hash.new(ENV["Y"])[:x] # => unknown String or nil (environment Y)
{a: 1}.each_with_object(u) { |x, y| x }
{u => 1, a: 2}[:a] # => 2
{"z" => 2, u => 1}["z"]
[[u, 1], [:b, 2]].to_h[:b] # => 2
