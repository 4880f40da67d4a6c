1 + 2 # => 3
1 - 2 # => -1
3 * -4 # => -12
7 / 2 # => 3
-7 / 2 # => -4
7 / -2 # => -4
7 % 3 # => 1
-7 % 3 # => 2
7 % -3 # => -2
7.modulo(-3) # => -2
7.remainder(-3) # => 1
-7.remainder(3) # => -1
7.remainder(2.5) # => 2.0
-7.remainder(2.5) # => -2.0
-7.0.remainder(2.5) # => -2.0
7.fdiv(2) # => 3.5
7.fdiv(0) # => Infinity
7.fdiv(0.0) # => Infinity
0.fdiv(0) # => NaN
7.fdiv(2.5) # => 2.8
7.div(2) # => 3
7.div(2.5) # => 2
7.div(0) # => raises ZeroDivisionError: divided by 0
7.div(0.0) # => raises ZeroDivisionError: divided by 0
7.div(nil) # => raises TypeError: nil can't be coerced into Integer
7.divmod(-2) # => [-4, -1]
7.divmod(2.5) # => [2, 2.0]
-7.divmod(2) # => [-4, 1]
7.divmod(0) # => raises ZeroDivisionError: divided by 0
7.divmod(0.0) # => raises ZeroDivisionError: divided by 0
7 / 0 # => raises ZeroDivisionError: divided by 0
7 % 0 # => raises ZeroDivisionError: divided by 0
7 / 0.0 # => Infinity
-7 / 0.0 # => -Infinity
7 % 0.0 # => raises ZeroDivisionError: divided by 0
0 / 0.0 # => NaN
2 ** 10 # => 1024
2 ** 64 # => 18446744073709551616
2 ** 0 # => 1
0 ** 0 # => 1
1 ** -3 # => 1
-1 ** 3 # => -1
(-1) ** -3 # => -1
(-2) ** 3 # => -8
0 ** -1 # => raises ZeroDivisionError: divided by 0
2 ** 0.5 # => 1.4142135623730951
2 ** -0.5 # => 0.7071067811865476
2 ** 1.5 # => 2.8284271247461903
2 ** -1.0 # => 0.5
10 ** -2.0 # => 0.01
4 ** 0.5 # => 2.0
2.pow(10) # => 1024
2.pow(10, 1000) # => 24
2.pow(10, -7) # => -5
2.pow(-1, 7) # => raises RangeError: Integer#pow() 1st argument cannot be negative when 2nd argument specified
2.pow(1, 0) # => raises ZeroDivisionError: divided by 0
2.pow(1, 2.5) # => raises TypeError: Integer#pow() 2nd argument not allowed unless all arguments are integers
2.pow(1.5, 2) # => raises TypeError: Integer#pow() 2nd argument not allowed unless a 1st argument is integer
10 ** 20 # => 100000000000000000000
10 ** 20 / 10 ** 18 # => 100
9223372036854775807 + 1 # => 9223372036854775808
-9223372036854775808 - 1 # => -9223372036854775809
9223372036854775807 * 2 # => 18446744073709551614
-9223372036854775808 * -1 # => 9223372036854775808
-9223372036854775808 / -1 # => 9223372036854775808
-(-9223372036854775808) # => 9223372036854775808
(2 ** 64).class # => Integer
2 ** 64 - 2 ** 64 # => 0
2 ** 64 % 1000 # => 616
-(2 ** 64) / 7 # => -2635249153387078803
-(2 ** 64) % 7 # => 5
(2 ** 64).to_s # => "18446744073709551616"
(2 ** 64).to_s(16) # => "10000000000000000"
(2 ** 64).inspect # => "18446744073709551616"
2 ** 64 == 2.0 ** 64 # => true
2 ** 53 + 1 == 2.0 ** 53 # => false
2 ** 53 + 1 > 2.0 ** 53 # => true
2 ** 64 <=> 1.0 # => 1
1 <=> 2 ** 64 # => -1
1 + 1.5 # => 2.5
1 - 1.5 # => -0.5
3 * 1.5 # => 4.5
3 / 1.5 # => 2.0
7 % 1.5 # => 1.0
1 + nil # => raises TypeError: nil can't be coerced into Integer
1 + "2" # => raises TypeError: String can't be coerced into Integer
1 - "2" # => raises TypeError: String can't be coerced into Integer
1 * nil # => raises TypeError: nil can't be coerced into Integer
1 * "a" # => raises TypeError: String can't be coerced into Integer
1 / nil # => raises TypeError: nil can't be coerced into Integer
1 / "a" # => raises TypeError: String can't be coerced into Integer
1 % nil # => raises TypeError: nil can't be coerced into Integer
1 ** nil # => raises TypeError: nil can't be coerced into Integer
1 ** "a" # => raises TypeError: String can't be coerced into Integer
1 + [1] # => raises TypeError: Array can't be coerced into Integer
1 + :a # => raises TypeError: :a can't be coerced into Integer
1 + true # => raises TypeError: true can't be coerced into Integer
1 + {} # => raises TypeError: Hash can't be coerced into Integer
1 + (1..2) # => raises TypeError: Range can't be coerced into Integer
1 + Object # => raises TypeError: Class can't be coerced into Integer
1.divmod(nil) # => raises TypeError: nil can't be coerced into Integer
1.divmod("a") # => raises TypeError: String can't be coerced into Integer
1.remainder(nil) # => raises TypeError: nil can't be coerced into Integer
1.fdiv(nil) # => raises TypeError: nil can't be coerced into Integer
1.fdiv("a") # => raises TypeError: String can't be coerced into Integer
1.pow("a") # => raises TypeError: String can't be coerced into Integer
1 < 2 # => true
1 < 1.5 # => true
1 <= 1 # => true
1 > 2 # => false
1 >= 1.0 # => true
1 < nil # => raises ArgumentError: comparison of Integer with nil failed
1 <= "a" # => raises ArgumentError: comparison of Integer with String failed
1 > :a # => raises ArgumentError: comparison of Integer with :a failed
1 >= [1] # => raises ArgumentError: comparison of Integer with Array failed
1 > Object # => raises ArgumentError: comparison of Integer with Class failed
1 < true # => raises ArgumentError: comparison of Integer with true failed
1 <=> 2 # => -1
1 <=> 1.0 # => 0
1 <=> nil # => nil
1 <=> "a" # => nil
1 == 1.0 # => true
1 == "1" # => false
1 == nil # => false
1 === 1 # => true
1 != 1.0 # => false
1.eql?(1.0) # => false
1.eql?(1) # => true
(2**64).eql?(2**64) # => true
1.equal?(1) # => true
5 & 3 # => 1
5 | 3 # => 7
5 ^ 3 # => 6
~5 # => -6
-5 & 3 # => 3
5 & 1.5 # => raises TypeError: 1.5 can't be coerced into Integer
5 | nil # => raises TypeError: nil can't be coerced into Integer
5 ^ "a" # => raises TypeError: String can't be coerced into Integer
5 & true # => raises TypeError: true can't be coerced into Integer
(2**70) & (2**70 - 1) # => 0
1 << 4 # => 16
1 << 64 # => 18446744073709551616
1 << -1 # => 0
-1 >> 1 # => -1
256 >> 4 # => 16
256 >> -4 # => 4096
1 << 2.7 # => 4
1 << nil # => raises TypeError: no implicit conversion of nil into Integer
1 << "a" # => raises TypeError: no implicit conversion of String into Integer
5[0] # => 1
5[1] # => 0
5[100] # => 0
-1[100] # => 1
5[-1] # => 0
255[0, 4] # => 15
255[4, 2] # => 3
-5.abs # => 5
5.magnitude # => 5
-5.succ # => -4
5.next # => 6
5.pred # => 4
9223372036854775807.succ # => 9223372036854775808
5.to_s # => "5"
255.to_s(2) # => "11111111"
255.to_s(16) # => "ff"
-255.to_s(36) # => "-73"
255.to_s(1) # => raises ArgumentError: invalid radix 1
255.to_s(37) # => raises ArgumentError: invalid radix 37
255.to_s("a") # => raises TypeError: no implicit conversion of String into Integer
255.to_s(nil) # => "255"
255.to_s(:foo) # => "255"
5.inspect # => "5"
5.to_i # => 5
5.to_int # => 5
5.to_f # => 5.0
(2**70).to_f # => 1.1805916207174113e+21
65.chr # => "A"
256.chr # => raises RangeError: 256 out of char range
-1.chr # => raises RangeError: -1 out of char range
8364.chr("UTF-8") # => "€"
8364.chr("utf-8") # => "€"
0xD800.chr("UTF-8") # => raises RangeError: invalid codepoint 0xD800 in UTF-8
65.ord # => 65
12345.digits # => [5, 4, 3, 2, 1]
0.digits # => [0]
255.digits(16) # => [15, 15]
255.digits(1) # => raises ArgumentError: invalid radix 1
255.digits(-1) # => raises ArgumentError: negative radix
-5.digits # => raises Math::DomainError: out of domain
(10**20).digits # => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
12.gcd(18) # => 6
12.lcm(18) # => 36
-12.gcd(18) # => 6
12.gcdlcm(18) # => [6, 36]
12.gcd(1.5) # => raises TypeError: not an integer
12.lcm("a") # => raises TypeError: not an integer
0.lcm(5) # => 0
255.bit_length # => 8
256.bit_length # => 9
-256.bit_length # => 8
(2**70).bit_length # => 71
5.size # => 8
(2**64).size # => 9
(2**128).size # => 17
0.zero? # => true
5.zero? # => false
5.positive? # => true
-5.positive? # => false
5.negative? # => false
-5.negative? # => true
5.even? # => false
5.odd? # => true
0.nonzero? # => nil
5.nonzero? # => 5
5.integer? # => true
5.finite? # => true
5.infinite? # => nil
5.nan? # => raises NoMethodError: undefined method `nan?' for 5:Integer
15.round(-1) # => 20
14.round(-1) # => 10
25.round(-1) # => 30
25.round(-1, half: :even) # => 20
25.round(-1, half: :down) # => 20
25.round(-1, half: :up) # => 30
25.round(-1, half: "even") # => 20
25.round(-1, half: nil) # => 30
25.round(-1, half: :foo) # => raises ArgumentError: invalid rounding mode: foo
25.round(-1, half: 1) # => raises ArgumentError: invalid rounding mode: 1
25.round(-1, foo: 1) # => raises ArgumentError: unknown keyword: :foo
-25.round(-1) # => -30
-25.round(-1, half: :even) # => -20
-35.round(-1, half: :even) # => -40
-25.round(-1, half: :down) # => -20
15.round(2) # => 15
15.round # => 15
15.round(-5) # => 0
15.floor(-1) # => 10
-15.floor(-1) # => -20
15.ceil(-1) # => 20
-15.ceil(-1) # => -10
15.truncate(-1) # => 10
-15.truncate(-1) # => -10
15.floor # => 15
15.ceil # => 15
15.floor(-3) # => 0
15.ceil(-3) # => 1000
-15.floor(-3) # => -1000
15.round("a") # => raises TypeError: no implicit conversion of String into Integer
15.round(nil) # => raises TypeError: no implicit conversion from nil to integer
15.round(1.5) # => 15
15.floor(nil) # => raises TypeError: no implicit conversion from nil to integer
1234567.round(-3) # => 1235000
(10**20 + 5 * 10**9).round(-10) # => 100000000010000000000
5.allbits?(4) # => true
5.anybits?(2) # => false
5.nobits?(2) # => true
5.coerce(2) # => [2, 5]
5.coerce(2.5) # => [2.5, 5.0]
5.coerce("2.5") # => [2.5, 5.0]
5.coerce("x") # => raises ArgumentError: invalid value for Float(): "x"
5.coerce(nil) # => raises TypeError: can't convert nil into Float
Integer.sqrt(24) # => 4
Integer.sqrt(25) # => 5
Integer.sqrt(-1) # => raises Math::DomainError: Numerical argument is out of domain - "isqrt"
Integer.sqrt("a") # => raises TypeError: no implicit conversion of String into Integer
Integer.sqrt(24.9) # => 4
Integer.sqrt(10**40) # => 100000000000000000000
Integer.try_convert(5) # => 5
Integer.try_convert("5") # => nil
Integer.try_convert(5.5) # => 5
Integer.try_convert(nil) # => nil
s = [] # => []
3.times { |i| s = [*s, i] } # => 3
s # => [0, 1, 2]
3.times { } # => 3
0.times { raise "no" } # => 0
-3.times { raise "no" } # => -3
3.times { |i| break i * 10 if i == 1 } # => 10
s = [] # => []
1.upto(3) { |i| s = [*s, i] } # => 1
s # => [1, 2, 3]
1.upto(3) { } # => 1
3.upto(1) { raise "no" } # => 3
s = [] # => []
1.upto(3.5) { |i| s = [*s, i] } # => 1
s # => [1, 2, 3]
1.upto(nil) { } # => raises ArgumentError: comparison of Integer with nil failed
1.upto("a") { } # => raises ArgumentError: comparison of Integer with String failed
s = [] # => []
3.downto(1) { |i| s = [*s, i] } # => 3
s # => [3, 2, 1]
3.downto(1) { } # => 3
3.downto("a") { } # => raises ArgumentError: comparison of Integer with String failed
s = [] # => []
1.step(10, 3) { |i| s = [*s, i] } # => 1
s # => [1, 4, 7, 10]
s = [] # => []
10.step(1, -3) { |i| s = [*s, i] } # => 10
s # => [10, 7, 4, 1]
s = [] # => []
1.step(by: 2, to: 6) { |i| s = [*s, i] } # => 1
s # => [1, 3, 5]
s = [] # => []
1.step(2, 0.5) { |i| s = [*s, i] } # => 1
s # => [1.0, 1.5, 2.0]
s = [] # => []
1.0.step(2.0, 0.1) { |i| s = [*s, i] } # => 1.0
s # => [1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7000000000000002, 1.8, 1.9, 2.0]
s = [] # => []
1.step(by: 2) { |i| break if i > 5; s = [*s, i] } # => nil
s # => [1, 3, 5]
1.step(10, 0) { } # => raises ArgumentError: step can't be 0
1.step(10, nil) { } # => raises TypeError: step must be numeric
1.step(10, "a") { } # => raises ArgumentError: comparison of String with 0 failed
1.step(10, 1, 1) { } # => raises ArgumentError: wrong number of arguments (given 3, expected 0..2)
1.upto { } # => raises ArgumentError: wrong number of arguments (given 0, expected 1)
1.+ # => raises ArgumentError: wrong number of arguments (given 0, expected 1)
1.+(1, 2) # => raises ArgumentError: wrong number of arguments (given 2, expected 1)
1.foo # => raises NoMethodError: undefined method `foo' for 1:Integer
1.abs(1) # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
1.times(1) { } # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
1.upcase # => raises NoMethodError: undefined method `upcase' for 1:Integer
1.sec # => raises NoMethodError: undefined method `sec' for 1:Integer
Integer.new # => raises NoMethodError: undefined method `new' for Integer:Class
1.bytes # => 1
1.byte # => 1
2.kilobytes # => 2048
2.megabytes # => 2097152
1.megabyte # => 1048576
1.5.megabytes # => 1572864.0
3.gigabytes # => 3221225472
1.terabyte # => 1099511627776
1.petabyte # => 1125899906842624
1.exabyte # => 1152921504606846976
16.exabytes # => 18446744073709551616
1.in_milliseconds # => 1000
1.5.in_milliseconds # => 1500.0
1.mb # => raises NoMethodError: undefined method `mb' for 1:Integer
1.conj # => 1
3.abs2 # => 9
5.numerator # => 5
5.denominator # => 1
5.blank? # => false
5.present? # => true
5.dup # => 5
+5 # => 5
+5.5 # => 5.5
-5 # => -5
x = 5 # => 5
-x # => -5
x = 5 # => 5
+x # => 5
x = 5 # => 5
~x # => -6
i = 5 # => 5
i += 2 # => 7
i # => 7
i = 5 # => 5
i -= 2 # => 3
i # => 3
i = 5 # => 5
i *= 2 # => 10
i # => 10
i = 7 # => 7
i /= 2 # => 3
i # => 3
i = 7 # => 7
i %= 4 # => 3
i # => 3
i = 2 # => 2
i **= 3 # => 8
i # => 8
i = 2 # => 2
i <<= 3 # => 16
i # => 16
i = 2 # => 2
i |= 5 # => 7
i # => 7
# -----
u = Time.now  # => unknown (outside Time.now)
r = Random.rand(10)  # => unknown Integer (outside rand)
n = Random.rand(10)  # => unknown Integer (outside rand)
f = Random.rand  # => unknown Float (outside rand)
s = Random.bytes(2)  # => unknown String (outside rand)
1 + n  # => unknown Integer (outside rand)
1 * n  # => unknown Integer (outside rand)
1 / n  # => unknown Integer (outside rand)
7.div(f)  # => unknown Integer (outside rand)
7.fdiv(n)  # => unknown Float (outside rand)
1 - f  # => unknown Float (outside rand)
1 ** n  # => unknown (outside rand)
1 + u  # => unknown (outside Time.now)
1 < n  # => unknown Boolean (outside rand)
1 == n  # => unknown Boolean (outside rand)
1 <=> n  # => unknown (outside rand)
1 & n  # => unknown Integer (outside rand)
1 << n  # => unknown (outside rand)
5.pow(n, 7)  # => unknown (outside rand)
5.pow(n)  # => unknown (outside rand)
5.round(n)  # => unknown (outside rand)
5.upto(n) { |i| i }  # => unknown (outside rand)
5.to_s(n)  # => unknown String (outside rand)
5.gcd(n)  # => unknown (outside rand)
25.round(-1, half: u)  # => unknown (outside Time.now)
2 ** -1  # => unknown (unsupported **)
(-8) ** 0.5  # => unknown (unsupported **)
5.to_r  # => unknown (unsupported to_r)
200.chr  # => unknown (unsupported chr)
1000000.to_s(:delimited)  # => unknown (unsupported to_s)
1 + s # => raises TypeError: String can't be coerced into Integer
1 < s # => raises ArgumentError: comparison of Integer with String failed
1 & s # => raises TypeError: String can't be coerced into Integer
1 == s # => false
(10 ** 20).ceil(-20) # => 200000000000000000000
(10 ** 20).floor(-20) # => 100000000000000000000
5.ceil(-19) # => 10000000000000000000
5.ceil(-20) # => 0
(-10 ** 20).truncate(-4) # => -99999999999999990000
