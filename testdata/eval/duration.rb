Time.utc(2020,1,31) + 5.minutes # => 2020-01-31 00:05:00 UTC
Time.utc(2020,1,31) + 1.day # => 2020-02-01 00:00:00 UTC
Time.utc(2020,1,31) + ActiveSupport::Duration.months(1) # => 2020-02-29 00:00:00 UTC
Time.utc(2020,1,31) - 36.hours # => 2020-01-29 12:00:00 UTC
5.minutes.ago(Time.utc(2020,1,31)) # => 2020-01-30 23:55:00 UTC
5.minutes.since(3) # => raises ArgumentError: expected a time or date, got 3
5.minutes.foo # => raises NoMethodError: undefined method `foo' for 300:Integer
5.5.minutes.foo # => raises NoMethodError: undefined method `foo' for 330.0:Float
5.minutes + nil # => raises TypeError: nil can't be coerced into Integer
5.minutes + "a" # => raises TypeError: String can't be coerced into Integer
5.minutes - nil # => raises NoMethodError: undefined method `-@' for nil:NilClass
5.minutes * "a" # => raises TypeError: no implicit conversion of String into ActiveSupport::Duration
5.minutes * nil # => raises TypeError: no implicit conversion of NilClass into ActiveSupport::Duration
5.minutes / nil # => raises TypeError: no implicit conversion of NilClass into ActiveSupport::Duration
5.minutes % nil # => raises TypeError: no implicit conversion of NilClass into ActiveSupport::Duration
5.minutes ** 2 # => 90000
5 & 2.minutes # => raises TypeError: ActiveSupport::Duration can't be coerced into Integer
500.div(2.minutes) # => 4
500.modulo(2.minutes) # => 20 seconds
500 % 2.minutes # => 20 seconds
500.0 % 2.minutes # => 20.0 seconds
500.fdiv(2.minutes) # => 4.166666666666667
500.0.fdiv(2.minutes) # => 4.166666666666667
500.0.quo(2.minutes) # => 4.166666666666667
500.0.div(2.minutes) # => 4
500.gcd(2.minutes) # => raises TypeError: not an integer
5 <=> 2.minutes # => -1
5 == 5.seconds # => true
5.0 == 5.seconds # => true
5.eql?(5.seconds) # => false
5 < 2.minutes # => true
5 > 2.minutes # => false
5.0 < 2.minutes # => true
5.0 >= 2.minutes # => false
2.minutes < 5 # => false
2.minutes < nil # => raises ArgumentError: comparison of Integer with nil failed
2.minutes < "a" # => raises ArgumentError: comparison of Integer with String failed
2.minutes <=> "a" # => nil
2.minutes == "a" # => false
2.minutes == 120 # => true
2.minutes == 120.0 # => true
Integer === 2.minutes # => false
Numeric === 2.minutes # => false
ActiveSupport::Duration === 2.minutes # => true
ActiveSupport::Duration === 2 # => false
2.minutes.class # => ActiveSupport::Duration
2.minutes.frozen? # => false
2.minutes.instance_of?(Integer) # => true
2.minutes.kind_of?(Float) # => false
1.minute / 7 # => 8 seconds
7 / 1.minute # => 0
7.0 / 1.minute # => 0.11666666666666667
100 / 1.minute # => 1
100 % 7.seconds # => 2 seconds
100 - 7.seconds # => 93 seconds
100 * 7.seconds # => 700 seconds
100 + 7.minutes # => 7 minutes and 100 seconds
100 - 7.minutes # => -7 minutes and 100 seconds
5.minutes / 2.minutes # => 2
5.minutes / 2.0 # => 2.5 minutes
5.minutes % 7 # => 6 seconds
5.minutes % 2.minutes # => 1 minute
5.minutes % 0 # => raises ZeroDivisionError: divided by 0
5.minutes / 0 # => raises ZeroDivisionError: divided by 0
5.minutes / 0.0 # => Infinity minutes
5.minutes * 0 # => 0 minutes
0.minutes # => 0 minutes
0.minutes + 5 # => 5 seconds
5.minutes - 5.minutes # => 0 minutes
5.minutes - 300 # => 5 minutes and -300 seconds
1.5.minutes # => 1.5 minutes
1.5.hours + 30.seconds # => 1.5 hours and 30 seconds
30.seconds + 1.5.hours # => 1.5 hours and 30 seconds
5.minutes.parts # => {:minutes=>5}
-5.minutes # => -5 minutes
+5.minutes # => 5 minutes
(-5).minutes # => -5 minutes
5.minutes.to_s # => "300"
5.minutes.to_i # => 300
5.5.minutes.to_s # => "330.0"
5.5.minutes.to_i # => 330
5.minutes.to_f # => 300.0
5.minutes.inspect # => "5 minutes"
5.minutes.value # => 300
5.5.minutes.value # => 330.0
5.minutes.in_minutes # => 5.0
5.minutes.in_seconds # => 300
1.5.seconds.in_seconds # => 1
36.hours.in_days # => 1.5
1.day.in_hours # => 24.0
1.day.in_milliseconds # => 86400000
1.day.in_weeks # => 0.14285714285714285
5.minutes.zero? # => false
5.minutes.round # => 300
5.7.seconds.round # => 6
5.minutes.floor # => 300
5.minutes.minutes # => 300 minutes
5.minutes.seconds # => 300 seconds
5.minutes.respond_to?(:times) # => true
5.coerce(3.minutes) # => [180.0, 5.0]
5.minutes.abs # => 300
5.minutes.to_int # => 300
Math.sqrt(4.seconds) # => raises TypeError: can't convert ActiveSupport::Duration into Float
Float(4.seconds) # => 4.0
Integer(4.seconds) # => 4
1 << 2.seconds # => 4
1.round(2.seconds) # => 1
2.seconds & 3 # => 2
ActiveSupport::Duration.build(3661) # => 1 hour, 1 minute, and 1 second
ActiveSupport::Duration.build(3661.5) # => 1 hour, 1 minute, and 1.5 seconds
ActiveSupport::Duration.build(-3661.5) # => -1 hours, -1 minutes, and -1.5 seconds
ActiveSupport::Duration.build("x") # => raises TypeError: can't build an ActiveSupport::Duration from a String
ActiveSupport::Duration.build(nil) # => raises TypeError: can't build an ActiveSupport::Duration from a NilClass
ActiveSupport::Duration.build(5.minutes) # => 5 minutes
ActiveSupport::Duration.minutes(nil) # => raises NoMethodError: undefined method `*' for nil:NilClass
ActiveSupport::Duration.minutes(1.5) # => 1.5 minutes
5.minutes.as_json # => 300
5.minutes.dup # => 5 minutes
5.minutes.dup.equal?(5.minutes) # => false
5.months # => raises NoMethodError: undefined method `months' for 5:Integer
5.years # => raises NoMethodError: undefined method `years' for 5:Integer
1.fortnight # => 2 weeks
2.weeks # => 2 weeks
1.minute + 1.week + 2.seconds # => 1 week, 1 minute, and 2 seconds
1.hour - 1.minute # => 1 hour and -1 minutes
10 + 1.minute # => 1 minute and 10 seconds
10 - 1.minute # => -1 minutes and 10 seconds
10.5 - 1.minute # => -1 minutes and 10.5 seconds
2 * 1.minute # => 2 minutes
2.0 / 1.minute # => 0.03333333333333333
2.0 * 1.minute # => 2.0 minutes
5.minutes.succ # => 301
5.minutes.even? # => true
5.minutes.integer? # => true
5.minutes.fdiv(7) # => 42.857142857142854
5.minutes.divmod(7) # => [42, 6]
5.minutes.div(7) # => 42
5.minutes.modulo(7) # => 6
5.minutes.remainder(7) # => 6
5.minutes.nan? # => raises NoMethodError: undefined method `nan?' for 300:Integer
5.minutes.positive? # => true
5.minutes.chr # => raises RangeError: 300 out of char range
65.seconds.chr # => "A"
5.minutes.send(:foo) # => raises NoMethodError: undefined method `foo' for 300:Integer
5.minutes.present? # => true
5.minutes.blank? # => false
5.minutes === 300 # => true
300 === 5.minutes # => true
300.equal?(5.minutes) # => false
1.minute != 60 # => false
1.minute.to_s(2) # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
60.to_s(:foo) # => "60"
60.to_s("2") # => raises TypeError: no implicit conversion of String into Integer
60.to_s(nil) # => "60"
60.5.to_s(nil) # => "60.5"
60.5.to_s(2) # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
5.minutes.+(3) # => 5 minutes and 3 seconds
5.minutes.foo(1) # => raises NoMethodError: undefined method `foo' for 300:Integer
5.minutes.upcase # => raises NoMethodError: undefined method `upcase' for 300:Integer
nil.minutes # => raises NoMethodError: undefined method `minutes' for nil:NilClass
1.minutes(3) # => raises ArgumentError: wrong number of arguments (given 1, expected 0)
1.0.megabytes # => 1048576.0
1.5.gigabytes # => 1610612736.0
1.bytes # => 1
5.minutes.megabytes # => 314572800
5.in_milliseconds # => 5000
5.minutes + Float::NAN # => 5 minutes and NaN seconds
5 + 5.minutes / 2 # => 2 minutes and 5 seconds
1.minute <=> nil # => nil
1.minute == nil # => false
1.minute.nil? # => false
5.minutes.since(Time.utc(2020,1,1)) # => 2020-01-01 00:05:00 UTC
3.days.ago(Time.utc(2020,3,1)) # => 2020-02-27 00:00:00 UTC
1.5.days.ago(Time.utc(2020,3,1)) # => 2020-02-28 12:00:00 UTC
# -----
u = Time.now  # => unknown (outside Time.now)
r = Random.rand(10)  # => unknown Integer (outside rand)
n = Random.rand(10)  # => unknown Integer (outside rand)
5.minutes + n  # => unknown Numeric (outside rand)
5.minutes * n  # => unknown Numeric (outside rand)
5.minutes / u  # => unknown (outside Time.now)
5.minutes + Random.bytes(2) # => raises TypeError: String can't be coerced into Integer
5.minutes * Random.bytes(2) # => raises TypeError: no implicit conversion of String into ActiveSupport::Duration
n.minutes  # => unknown Numeric (outside rand)
5 + n.minutes  # => unknown Numeric (outside rand)
5.minutes == n  # => unknown Boolean (outside rand)
5.minutes > n  # => unknown Boolean (outside rand)
5.minutes <=> n  # => unknown (outside rand)
5.minutes.ago  # => unknown (outside Time.now)
5.minutes.from_now  # => unknown (outside Time.now)
5.minutes.ago(u)  # => unknown (outside Time.now)
5.minutes.iso8601  # => unknown (unsupported iso8601)
5.minutes.to_r  # => unknown (unsupported to_r)
ActiveSupport::Duration === n  # => unknown Boolean (outside rand)
ActiveSupport::Duration === Random.bytes(2) # => false
case 5.minutes when Integer then 1 else 2 end # => 2
case 5.minutes when ActiveSupport::Duration then 1 else 2 end # => 1
case 5.minutes when 300 then 1 else 2 end # => 1
x = 5.minutes # => 5 minutes
x += 30 # => 5 minutes and 30 seconds
x # => 5 minutes and 30 seconds
x -= 1.minute # => 4 minutes and 30 seconds
x # => 4 minutes and 30 seconds
x *= 2 # => 8 minutes and 60 seconds
x # => 8 minutes and 60 seconds
x.is_a?(Integer) # => true
x.is_a?(Numeric) # => true
x.is_a?(ActiveSupport::Duration) # => true
x.is_a?(String) # => false
x.is_a?(5) # => raises TypeError: class or module required
1.5.hours.is_a?(Integer) # => false
x.respond_to?(:foo) # => false
x.respond_to?(:ago) # => true
x.respond_to?(:sum) # => false
x.respond_to?(:upto) # => true
x.sum(1) # => raises NoMethodError: undefined method `sum' for 540:Integer
x.puts # => raises NoMethodError: private method `puts' called for 540:Integer
ActiveSupport::Duration::SECONDS_PER_MINUTE # => 60
ActiveSupport::Duration::SECONDS_PER_HOUR # => 3600
ActiveSupport::Duration::SECONDS_PER_DAY # => 86400
ActiveSupport::Duration::SECONDS_PER_WEEK # => 604800
ActiveSupport::Duration::SECONDS_PER_MONTH # => 2629746
ActiveSupport::Duration::SECONDS_PER_YEAR # => 31556952
(2 ** 70).seconds # => 1180591620717411303424 seconds
(2 ** 70).minutes # => 1180591620717411303424 minutes
0.5.days # => 0.5 days
-0.0.minutes # => -0.0 minutes
Float::INFINITY.minutes # => Infinity minutes
Float::NAN.minutes # => NaN minutes
1.minute.eql?(60.seconds) # => true
1.minute.eql?(60.0.seconds) # => false
1.minute.eql?(60) # => false
x.puts # => raises NoMethodError: private method `puts' called for 540:Integer
