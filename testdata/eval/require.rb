require nil # => raises TypeError: no implicit conversion of nil into String
require 1 # => raises TypeError: no implicit conversion of Integer into String
require :a # => raises TypeError: no implicit conversion of Symbol into String
load nil # => raises TypeError: no implicit conversion of nil into String
autoload :foo, "x" # => raises NameError: autoload must be constant name: foo
autoload :Foo, "" # => raises ArgumentError: empty file name
require "active_support/core_ext/numeric" # => false
require "fileutils"
# -----
require "ostruct"
OpenStruct # => OpenStruct
OpenStruct.nope # => raises NoMethodError: undefined method `nope' for OpenStruct:Class
# -----
require "no/such/gem" # => unknown Boolean (required no/such/gem)
Whatever # => unknown (required Whatever)
whatever # => unknown (required whatever)
# -----
require ENV["X"] # => unknown Boolean (required ?)
Whatever # => unknown (required Whatever)
# -----
require_relative "lib/common" # => unknown Boolean (required lib/common)
helper # => unknown (required helper)
# -----
load "/srv/x.rb" # => unknown Boolean (required srv/x.rb)
helper # => unknown (required helper)
# -----
$:.unshift File.dirname(__FILE__)
require "my/lib" # => unknown Boolean (required my/lib)
