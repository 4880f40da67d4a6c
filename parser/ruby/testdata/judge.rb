# Answers the calls of judge_test.go: each line of the input is an operation and
# its arguments in base64, each line of the output the answer in base64.
require "shellwords"
require "uri"
require "cgi"
require "active_support"
require "active_support/inflector"
require "active_support/core_ext/integer/inflections"

$VERBOSE = nil

# OLDER is the answer where this Ruby cannot judge, being older than 3.1.7, which
# is what we follow: Debian 12 has had both that and 3.1.2.
OLDER = "older"

# older_uri? tells the texts of which 3.1.7 has corrected the reading: with an
# empty host, a bracket that is not closed, or the scheme wss.
def older_uri?(s) = RUBY_VERSION < "3.1.7" && s.match?(%r{\A\w+://(?:[:/]|\z)|//\[[^\]]*\z|\Awss:}i)

def list(a) = "#{a.size}\x1e" + a.map(&:to_s).join("\x1e")

def flag(s) = s == "1"

def value(s)
  kind, rest = s[0], s[2..]
  case kind
  when "i" then rest.to_i
  when "f" then rest == "NaN" ? Float::NAN : rest == "Infinity" ? Float::INFINITY : rest == "-Infinity" ? -Float::INFINITY : Float(rest)
  when "s" then rest
  when "h" then rest.split(",").to_h { |kv| k, v = kv.split("=", 2); [k.to_sym, value(v)] }
  end
end

def options(s)
  (s.include?("i") ? Regexp::IGNORECASE : 0) | (s.include?("x") ? Regexp::EXTENDED : 0) | (s.include?("m") ? Regexp::MULTILINE : 0)
end

def groups(m)
  return "nil" unless m
  (0...m.size).map { |i| m[i] ? m.byteoffset_pair(i).join("-") : "x" }.join(",")
end

class MatchData
  def byteoffset_pair(i) = [string[0...self.begin(i)].bytesize, string[0...self.end(i)].bytesize]
end

def part(v) = v.nil? ? "nil" : "<#{v}>"

def answer(op, a)
  case op
  when "float" then [a[0].to_i(16)].pack("Q").unpack1("D").to_s
  when "round" then [a[0].to_i(16)].pack("Q").unpack1("D").round(a[1].to_i).to_f.to_s
  when "inspect" then a[0].inspect
  when "symbol" then a[0].to_sym.inspect
  when "regexp_inspect" then Regexp.new(a[0], options(a[1])).inspect
  when "to_i" then a[0].to_i(a[1].to_i).to_s
  when "integer" then Integer(a[0], a[1].to_i).to_s
  when "to_f" then a[0].to_f.to_s
  when "kfloat" then Float(a[0]).to_s
  when "format" then format(a[0], *a[1..].map { |s| value(s) })
  when "match" then groups(Regexp.new(a[0], options(a[1])).match(a[2]))
  when "scan" then list(a[2].enum_for(:scan, Regexp.new(a[0], options(a[1]))).map { groups($~) })
  when "rsplit" then list(a[1].split(Regexp.new(a[0]), a[2].to_i))
  when "quote" then Regexp.escape(a[0])
  when "sub" then a[1].sub(Regexp.new(a[0]), a[2])
  when "camelize" then ActiveSupport::Inflector.camelize(a[0])
  when "camelize_lower" then ActiveSupport::Inflector.camelize(a[0], false)
  when "parameterize" then ActiveSupport::Inflector.parameterize(a[0])
  when "underscore", "dasherize", "humanize", "titleize", "pluralize", "singularize", "demodulize", "deconstantize", "tableize", "classify"
    ActiveSupport::Inflector.public_send(op, a[0])
  when "ordinalize" then a[0].to_i.ordinalize
  when "shellsplit" then list(Shellwords.split(a[0]))
  when "shellescape" then Shellwords.escape(a[0])
  when "uri"
    return OLDER if older_uri?(a[0])
    u = URI.parse(a[0])
    [u.scheme, u.userinfo, u.host, u.port, u.path, u.query, u.fragment, u.opaque].map { |v| part(v) }.join(" ")
  when "form" then URI.encode_www_form_component(a[0])
  when "unform" then URI.decode_www_form_component(a[0]).b
  when "cgi" then CGI.escape(a[0])
  when "expand_path"
    ENV["HOME"] = a[2]
    File.expand_path(a[0], a[1])
  when "join" then File.join(*a)
  when "dirname" then File.dirname(a[0], a[1].to_i)
  when "basename" then a[1].empty? ? File.basename(a[0]) : File.basename(a[0], a[1])
  when "extname" then File.extname(a[0])
  when "strftime" then Time.at(a[1].to_i, a[2].to_i, :nsec, in: a[3]).strftime(a[0])
  when "succ" then a[0].succ
  when "range" then list(Range.new(a[0], a[1], flag(a[2])).first(200))
  when "tr" then a[0].tr(a[1], a[2])
  when "tr_s" then a[0].tr_s(a[1], a[2])
  when "delete" then a[0].delete(*a[1..])
  when "squeeze" then a[0].squeeze(*a[1..])
  when "count" then a[0].count(*a[1..]).to_s
  when "upcase", "downcase", "capitalize", "swapcase", "strip", "lstrip", "rstrip" then a[0].public_send(op)
  when "split" then list(a[0].split(a[1], a[2].to_i))
  when "lines" then list(a[0].lines)
  when "posix"
    re = Regexp.new("\\A[[:#{a[0]}:]]\\z")
    list((0..0x2fff).select { |c| [c].pack("U").match?(re) })
  else raise "unknown operation #{op}"
  end
end

STDIN.each_line do |line|
  op, *args = line.split(" ").map { |s| s[1..].unpack1("m").force_encoding("UTF-8") }
  text = begin
    "ok:" + answer(op, args).b
  rescue StandardError, SyntaxError => e
    "err:" + e.class.name + ":" + e.message.b
  end
  puts [text].pack("m0")
end
