require "json"
JSON.parse('{"a": [1, 2.5, null, true, "x\u00e9\n\/"], "b": {}}') # => {"a"=>[1, 2.5, nil, true, "xé\n/"], "b"=>{}}
JSON.parse('[1e5, -0, -0.0, 12345678901234567890]') # => [100000.0, 0, -0.0, 12345678901234567890]
JSON.parse('/* c */ "\ud83d\ude00"') # => "😀"
JSON.parse('{"a": {"b": 1}}', symbolize_names: true) # => {:a=>{:b=>1}}
JSON.parse('{"a": 1, "b": 2, "a": 3}') # => {"a"=>3, "b"=>2}
JSON.parse(nil) # => raises TypeError: no implicit conversion of nil into String
JSON.parse(1) # => raises TypeError: no implicit conversion of Integer into String
JSON.parse("[" * 101 + "]" * 101) # => raises JSON::NestingError: nesting of 101 is too deep
begin; JSON.parse("[1,]"); rescue JSON::ParserError; 1; end # => 1
begin; JSON.parse("[NaN]"); rescue => e; e.class; end # => JSON::ParserError
JSON.parse(ENV["X"]) # => unknown (environment X)
JSON.load(nil) # => nil
JSON.load("") # => nil
JSON.load("[NaN]").size # => 1
JSON.generate({a: 1, "b" => [nil, 1.5, "x/\n\u0001\"\\é"], 3 => :s}) # => "{\"a\":1,\"b\":[null,1.5,\"x/\\n\\u0001\\\"\\\\é\"],\"3\":\"s\"}"
JSON.dump([1]) # => "[1]"
[1, "a"].to_json # => "[1,\"a\"]"
nil.to_json # => "null"
[ENV["X"]].to_json # => unknown String (environment X)
JSON.pretty_generate({a: [1, 2], b: {}, c: [], d: {e: 1}}) # => "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {\n  },\n  \"c\": [\n\n  ],\n  \"d\": {\n    \"e\": 1\n  }\n}"
