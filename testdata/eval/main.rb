include Comparable # => Object
3.is_a?(Comparable) # => true
# -----
module Helpers
  def port(n) 3000 + n end
end
include Helpers # => Object
port 1 # => 3001
# -----
require "fileutils"
include FileUtils
mkdir_p "/" # => unknown (outside mkdir_p)
# -----
define_method(:answer) { 42 } # => :answer
answer # => 42
define_method(:twice) { |n| n * 2 }
twice 4 # => 8
# -----
def one() 1 end
public # => nil
def two() 2 end
3.two # => 2
private # => nil
def three() 3 end
three # => 3
public :three # => :three
3.three # => 3
# -----
using Module.new # => main
whatever # => unknown (required whatever)
# -----
Gem::Version # => unknown (unsupported Gem)
Gem::VERSION # => unknown (unsupported Gem)
# -----
require "digest"
Digest::SHA1.hexdigest("x") # => unknown (unsupported Digest::SHA1)
# -----
Marshal.load(Marshal.dump([1])) # => unknown (unsupported load)
Marshal.nope # => raises NoMethodError: undefined method `nope' for Marshal:Module
Marshal.puts # => raises NoMethodError: private method `puts' called for Marshal:Module
# -----
DATA # => raises NameError: uninitialized constant DATA
# -----
require "forwardable"
class Ports
  extend Forwardable
  def_delegators :@list, :size, :first
  def_delegator :@list, :last, :top
  delegate [:empty?] => :@list
  def_delegator :both, :size, :many
  def initialize() @list = [3000, 3001] end
  def both() @list + @list end
end
Ports.new.size # => 2
Ports.new.first(1) # => [3000]
Ports.new.top # => 3001
Ports.new.empty? # => false
Ports.new.many # => 4
Ports.new.nope # => raises NoMethodError: undefined method `nope' for #<Ports>
# -----
require "singleton"
class Port
  include Singleton
  attr_accessor :n
end
Port.instance.n = 3
Port.instance.n # => 3
# -----
require "pathname"
a = Pathname("/srv")
(a + "x").to_s # => "/srv/x"
b = 1
eval(File.read("/srv/x.rb")) # => unknown (unsupported eval)
b # => unknown (unsupported eval)
whatever # => unknown (required whatever)
