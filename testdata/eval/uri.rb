u = URI.parse("http://user:pw@example.com:8080/a/b?x=1#frag") # => #<URI::HTTP http://user:pw@example.com:8080/a/b?x=1#frag>
u.class # => URI::HTTP
u.scheme # => "http"
u.host # => "example.com"
u.port # => 8080
u.path # => "/a/b"
u.query # => "x=1"
u.fragment # => "frag"
u.userinfo # => "user:pw"
u.user # => "user"
u.password # => "pw"
u.to_s # => "http://user:pw@example.com:8080/a/b?x=1#frag"
u.request_uri # => "/a/b?x=1"
u.inspect # => "#<URI::HTTP http://user:pw@example.com:8080/a/b?x=1#frag>"
u.absolute? # => true
u.relative? # => false
u.opaque # => nil
"#{u}" # => "http://user:pw@example.com:8080/a/b?x=1#frag"
URI("http://h").port # => 80
URI("http://h").path # => ""
URI("http://h").request_uri # => "/"
URI("http://h?q").request_uri # => "/?q"
URI("http://h:80/x").to_s # => "http://h/x"
URI("https://[::1]:8443/p").hostname # => "::1"
URI("https://[::1]:8443/p").host # => "[::1]"
URI("file:///x/y").path # => "/x/y"
URI("file:///x/y").to_s # => "file:///x/y"
URI("redis://h:6379/0").port # => 6379
URI("redis://h:6379/0").class # => URI::Generic
URI("ssh://a@h/").port # => nil
URI("/rel").host # => nil
URI("/rel").to_s # => "/rel"
URI("/rel").relative? # => true
URI("unix:/tmp/x").path # => "/tmp/x"
URI("x:opaque").opaque # => "opaque"
URI("x:opaque").path # => nil
URI("x:opaque").to_s # => "x:opaque"
URI("WS://h/").class # => URI::WS
URI("http://h/p?a b").to_s # => "http://h/p?a%20b"
URI("a b") # => raises URI::InvalidURIError: bad URI(is not URI?): "a b"
URI("http://é/") # => raises URI::InvalidURIError: URI must be ascii only "http://\u00E9/"
URI(1) # => raises ArgumentError: bad argument (expected URI object or URI string)
URI(u).equal?(u) # => true
URI("mailto:a@b") # => unknown (unsupported URI)
URI(ENV["X"]) # => unknown (environment X)
u == URI("http://h") # => unknown (unsupported ==)
URI.encode_www_form_component("a b&é") # => "a+b%26%C3%A9"
URI.encode_www_form_component(:a) # => "a"
URI.decode_www_form_component("a+b%26") # => "a b&"
URI.decode_www_form_component("%zz") # => raises ArgumentError: invalid %-encoding (%zz)
v = URI("http://h/x") # => #<URI::HTTP http://h/x>
v.host = "other" # => unknown String (unsupported host=)
v.host # => unknown (unsupported host=)
URI.parse(nil) # => raises URI::InvalidURIError: bad URI(is not URI?): nil
URI.parse(:a) # => raises URI::InvalidURIError: bad URI(is not URI?): :a
URI.parse(5) # => raises URI::InvalidURIError: bad URI(is not URI?): 5
