# Unknown strings that change.
x = "/run/#{ENV["X"]}.pid"
x << "y"
x # => unknown String (environment X)
y = "/run/#{ENV["X"]}.pid"
y.sub!("a", "b") # => unknown (environment X)
y # => unknown String (environment X)
z = "/run/#{ENV["X"]}.pid"
z.upcase # => unknown String (environment X)
z # => unknown String "/run/"...".pid" (environment X)
z.to_s # => unknown String "/run/"...".pid" (environment X)
a = +"p" # => "p"
b = ENV["X"] ? a : "q"
b << "z"
a # => unknown String (environment X)
s = +"ab" # => "ab"
"a" =~ /(a)/ # => 0
ENV["X"].to_s.sub("a", "") # => unknown String (environment X)
$1 # => unknown String or nil (environment X)
ENV["X"].delete("a") # => unknown (environment X)
ENV["X"].tap { |q| s << "c" } # => unknown String or nil (environment X)
s # => "abc"

# What is known of a string stands around what is not.
n = 3
t = "a#{ENV["X"]}b#{n}c#{ENV["X"]}" # => unknown String "a"..."b3c"..."" (environment X)
"<#{t}|#{t}>" # => unknown String "<a"..."b3c"..."|a"..."b3c"...">" (environment X)
t << "d"
t # => unknown String (environment X)

# A text that is not known is a String, which has no such method.
begin; "a#{ENV["X"]}" - 1; rescue NoMethodError => e; e.name; end # => :-
("a#{ENV["X"]}".seconds rescue "no") # => "no"
# -----
# What a method is called like tells its type, but not for certain.
require "pathname"
Pathname.new(__FILE__).join("..").join("tmp") # => unknown String (outside __FILE__)
(ENV["X"].to_int rescue 5) # => 5
ENV["X"].to_a # => unknown Array (environment X)
ENV["X"].upcase # => unknown String (environment X)
