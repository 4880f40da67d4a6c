require "yaml"
YAML # => Psych
YAML.load("a: 1\nb: [x, 2.5, ~]\n") # => {"a"=>1, "b"=>["x", 2.5, nil]}
YAML.load("- yes\n- No\n- on\n- OFF\n- y\n- tRue\n- null\n- 'yes'\n") # => [true, false, true, false, "y", true, nil, "yes"]
YAML.load("[010, 08, 0x1F, 0b101, 1_000, 0o10, +1, 1__0]") # => [8, "08", 31, 5, 1000, "0o10", 1, "1__0"]
YAML.load("- 1,000\n- 0_\n- -0x_1\n") # => [1000, 0, -1]
YAML.load("[1:30, 190:20:30, -1:30, 1:99, 20:30.15]") # => [5400, 685230, -1800, "1:99", 73809.0]
YAML.load("[1., .5, -.5, 1e3, 1.5e-3, .inf, -.Inf, 08.5]") # => [1.0, 0.5, -0.5, "1e3", 0.0015, Infinity, -Infinity, 8.5]
YAML.load("12345678901234567890") # => 12345678901234567890
YAML.load("- :foo\n- :\"a b\"\n- :'c'\n- ':d'\n- :1\n") # => [:foo, :"a b", :c, ":d", :"1"]
YAML.load(":a: 1") # => {:a=>1}
YAML.load("1: a\ntrue: b\n~: c\n[1, 2]: d\n") # => {1=>"a", true=>"b", nil=>"c", [1, 2]=>"d"}
YAML.load("a: |\n  x\n  y\nb: >\n  x\n  y\n") # => {"a"=>"x\ny\n", "b"=>"x y\n"}
YAML.load("a: \"\\x41\\n\"") # => {"a"=>"A\n"}
YAML.load("a: 1\nb: 2\na: 3") # => {"a"=>3, "b"=>2}
YAML.load("a: b#c # d") # => {"a"=>"b#c"}
YAML.load("--- 1\n--- 2\n") # => 1
YAML.load("%YAML 1.2\n---\na") # => "a"
YAML.load("") # => nil
YAML.load("# nothing") # => nil
YAML.load("", fallback: 1) # => 1
YAML.unsafe_load("") # => false
YAML.load("!!str 1") # => "1"
YAML.load("!!int '1'") # => 1
YAML.load("!!float 1") # => 1.0
YAML.load("!foo {a: 1}") # => {"a"=>1}
YAML.load("!ruby/sym a b") # => :"a b"
YAML.load("!ruby/object:Foo {}") # => unknown (unsupported !ruby/object:Foo)
YAML.load("!!set {a}") # => unknown (unsupported tag:yaml.org,2002:set)
YAML.load("2001-01-01") # => raises Psych::DisallowedClass: Tried to load unspecified class: Date
YAML.load("a: 2001-01-01 10:00:00") # => raises Psych::DisallowedClass: Tried to load unspecified class: Time
YAML.unsafe_load("[2001-01-01]") # => partly unknown (unsupported Date)
YAML.load("a: b", symbolize_names: true) # => {:a=>"b"}
YAML.load("a: {b: 1}\n1: 2", symbolize_names: true) # => {:a=>{:b=>1}, 1=>2}
YAML.safe_load(":a") # => raises Psych::DisallowedClass: Tried to load unspecified class: Symbol
YAML.safe_load(":a: 1", permitted_classes: [Symbol]) # => {:a=>1}
YAML.load("a: &x 1\nb: *x\n") # => raises Psych::BadAlias: Unknown alias: x
YAML.load("a: &x 1\nb: *x\n", aliases: true) # => {"a"=>1, "b"=>1}
YAML.unsafe_load("a: *x") # => raises Psych::BadAlias: Unknown alias: x
YAML.unsafe_load("a: &x {k: 1}\nb:\n  <<: *x\n  j: 2\n") # => {"a"=>{"k"=>1}, "b"=>{"k"=>1, "j"=>2}}
shared = YAML.unsafe_load("a: &x [1]\nb: *x\n")
YAML.load("a:\n  <<: [{k: 1}, {k: 2, j: 3}]\n  k: 9") # => {"a"=>{"k"=>9, "j"=>3}}
YAML.load("a:\n  k: 9\n  <<: {k: 1}\n") # => {"a"=>{"k"=>1}}
YAML.load("a:\n  <<: 5\n") # => {"a"=>{"<<"=>5}}
YAML.load(nil) # => raises TypeError: no implicit conversion of nil into String
YAML.load(:a) # => raises TypeError: no implicit conversion of Symbol into String
YAML.load # => raises ArgumentError: wrong number of arguments (given 0, expected 1)
YAML.load("a", [Symbol]) # => raises ArgumentError: wrong number of arguments (given 2, expected 1)
YAML.load("a", foo: 1) # => raises ArgumentError: unknown keyword: :foo
YAML.load("a").frozen? # => false
YAML.load(ENV["X"]) # => unknown (environment X)
YAML.load_file("/etc/x.yml") # => unknown (outside YAML.load_file)
YAML.load_file(nil) # => raises TypeError: no implicit conversion of nil into String
begin; YAML.load("[a"); rescue Psych::SyntaxError; 1; end # => 1
begin; YAML.load("a: b: c"); rescue StandardError => e; e.class; end # => Psych::SyntaxError
YAML.dump(1) # => unknown (unsupported dump)
