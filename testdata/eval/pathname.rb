require "pathname"
a = Pathname.new("/srv/shop/current")
a.to_s # => "/srv/shop/current"
(a + "log").to_s # => "/srv/shop/current/log"
(a + "../shared").to_s # => "/srv/shop/shared"
(a + "../../../../x").to_s # => "/x"
(a + "/etc").to_s # => "/etc"
(a / "tmp" / "pids").to_s # => "/srv/shop/current/tmp/pids"
a.join("a", "b").to_s # => "/srv/shop/current/a/b"
a.parent.to_s # => "/srv/shop"
a.basename.to_s # => "current"
a.dirname.to_s # => "/srv/shop"
"#{a}/x" # => "/srv/shop/current/x"
File.join(a, "y") # => "/srv/shop/current/y"
Pathname.new("a/b.rb").extname # => ".rb"
(Pathname.new("a") + "..").to_s # => "."
(Pathname.new("a") + "../..").to_s # => ".."
(Pathname.new(".") + "b").to_s # => "b"
(Pathname.new("..") + "b").to_s # => "../b"
(Pathname.new("..") + "..").to_s # => "../.."
(Pathname.new("a/b") + ".").to_s # => "a/b"
a.absolute? # => true
a == Pathname.new("/srv/shop/current") # => true
a == "/srv/shop/current" # => false
a # => #<Pathname:/srv/shop/current>
Pathname.new(nil) # => raises TypeError: no implicit conversion of nil into String
Pathname.new(ENV["A"]) # => unknown (environment A)
