ENV["X"] # => unknown String or nil (environment X)
ENV["X"].to_i # => unknown Integer (environment X)
ENV[ENV["X"]] # => unknown String or nil (environment X)
ENV[nil] # => raises TypeError: no implicit conversion of nil into String
ENV[:x] # => raises TypeError: no implicit conversion of Symbol into String
ENV["a\0"] # => raises ArgumentError: bad environment variable name: contains null byte
ENV.fetch("X") # => unknown String (environment X)
ENV.fetch("X", "d") # => unknown String (environment X)
ENV.fetch("X", nil) # => unknown String or nil (environment X)
ENV.fetch("X") { |k| k + "!" } # => unknown String (environment X)
ENV.fetch(:X) # => raises TypeError: no implicit conversion of Symbol into String
ENV.fetch # => raises ArgumentError: wrong number of arguments (given 0, expected 1..2)
ENV.key?("X") # => unknown Boolean (environment X)
ENV.include?("X") # => unknown Boolean (environment X)
ENV.to_h # => partly unknown (environment ENV)
ENV.to_h["X"] # => unknown (environment ENV)
ENV.to_h.merge("A" => "1")["A"] # => "1"
ENV.map { |k, v| k } # => unknown Array (environment ENV)
ENV.select { |k, v| k } # => unknown (environment ENV)
ENV.any? # => unknown Boolean (environment ENV)
ENV.each_with_object([]) { |(k, v), m| m << k } # => unknown (environment ENV)
ENV.size # => unknown Integer (environment ENV)
ENV.keys # => unknown Array (environment ENV)
ENV.each { |k, v| k }.equal?(ENV) # => true
ENV.class # => Object
ENV.to_s # => "ENV"
ENV.is_a?(Enumerable) # => true
ENV.values_at("X", "Y") # => partly unknown String or nil (environment X)
ENV.freeze # => raises TypeError: cannot freeze ENV
# -----
ENV["X"] = "y" # => "y"
ENV["X"] # => "y"
ENV["X"] << "z" # => raises FrozenError: can't modify frozen String: "y"
ENV.fetch("X") # => "y"
ENV.fetch("X", "d") # => "y"
ENV.key?("X") # => true
ENV.values_at("X") # => ["y"]
ENV.slice("X") # => {"X"=>"y"}
ENV.delete("X") # => "y"
ENV["X"] # => nil
ENV.key?("X") # => false
ENV.fetch("X") # => raises KeyError: key not found: "X"
ENV.fetch("X", 5) # => 5
ENV.fetch("X") { |k| k * 2 } # => "XX"
ENV.delete("X") # => nil
ENV.delete("X") { |k| k + "!" } # => "X!"
ENV["X"] ||= "d" # => "d"
ENV["X"] # => "d"
ENV["Y9"] ||= "e" # => unknown String (environment Y9)
ENV["X"] = nil # => nil
ENV["X"] # => nil
ENV.store("X", "1") # => "1"
ENV["X"] += "2" # => "12"
ENV["X"] # => "12"
ENV["X"] = 1 # => raises TypeError: no implicit conversion of Integer into String
ENV["X"] = :a # => raises TypeError: no implicit conversion of Symbol into String
ENV[nil] = "a" # => raises TypeError: no implicit conversion of nil into String
ENV["a=b"] = "x" # => raises Errno::EINVAL: Invalid argument - setenv(a=b)
ENV[""] = "x" # => raises Errno::EINVAL: Invalid argument - setenv()
ENV["a"] = "x\0" # => raises ArgumentError: bad environment variable value: contains null byte
ENV.update("X" => 1) # => raises TypeError: no implicit conversion of Integer into String
ENV.update(1) # => raises TypeError: no implicit conversion of Integer into Hash
ENV.update("X" => "3", "Z" => "4").equal?(ENV) # => true
ENV["X"] # => "3"
ENV.update("X" => "5") { |k, a, b| k + a + b }
ENV["X"] # => "X35"
ENV.merge!({}, {}) # => raises ArgumentError: wrong number of arguments (given 2, expected 1)
# -----
ENV.clear.equal?(ENV) # => true
ENV["HOME"] # => nil
ENV["A"] = "1"
ENV["B"] = "2"
ENV["A"] = "3"
ENV.to_h # => {"A"=>"3", "B"=>"2"}
ENV.to_hash # => {"A"=>"3", "B"=>"2"}
ENV.delete("A")
ENV["A"] = "4"
ENV.to_h # => {"B"=>"2", "A"=>"4"}
ENV.to_a # => [["B", "2"], ["A", "4"]]
ENV.replace("C" => "5").to_h # => {"C"=>"5"}
ENV.has_value?(2) # => nil
ENV.key(2) # => raises TypeError: no implicit conversion of Integer into String
ENV.rehash # => nil
# -----
# Arms and what is not known.
if ENV["X"] then ENV["A"] = "1" else ENV["A"] = "1" end
ENV["A"] # => "1"
if ENV["X"] then ENV["A"] = "2" end
ENV["A"] # => unknown String (environment X)
ENV["B"] = ENV["X"]
ENV["B"] # => unknown String or nil (environment X)
ENV["P"] = "#{ENV["X"]}:/bin"
ENV["P"] # => unknown String ""...":/bin" (environment X)
ENV["N"] = ENV["X"].to_i # => raises TypeError: no implicit conversion of Integer into String
ENV["C"] = "1"
ENV[ENV["X"]] = "3"
ENV["C"] # => unknown String or nil (environment X)
# -----
ENV.clear
ENV["A"] = "1"
ENV["B"] = "2"
ENV.map { |k, v| k + v } # => ["A1", "B2"]
ENV.keys # => ["A", "B"]
ENV.values # => ["1", "2"]
ENV.select { |k, v| v == "2" } # => {"B"=>"2"}
ENV.reject { |k, v| v == "2" } # => {"A"=>"1"}
ENV.find { |k, v| v == "2" } # => ["B", "2"]
ENV.any? { |k, v| v == "2" } # => true
ENV.sort_by { |k, v| v } # => [["A", "1"], ["B", "2"]]
ENV.each_with_object([]) { |(k, v), m| m << k } # => ["A", "B"]
ENV.filter_map { |k, v| k if v == "1" } # => ["A"]
ENV.size # => 2
ENV.empty? # => false
ENV.key("2") # => "B"
ENV.has_value?("2") # => true
ENV.invert # => {"1"=>"A", "2"=>"B"}
ENV.inspect # => "{\"A\"=>\"1\", \"B\"=>\"2\"}"
ENV.to_h { |k, v| [k.downcase, v] } # => {"a"=>"1", "b"=>"2"}
ENV.except("A") # => {"B"=>"2"}
ENV.assoc("B") # => ["B", "2"]
ENV.shift # => ["A", "1"]
ENV.reject! { |k, v| false } # => nil
ENV.select! { |k, v| false }.equal?(ENV) # => true
ENV.to_a # => []
ENV.nope # => raises NoMethodError: undefined method `nope' for {}:Object
