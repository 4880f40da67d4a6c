#!/usr/bin/env ruby
# frozen_string_literal: true

# generate.rb writes facts.txt: every module, method, constant, global variable and feature of a Ruby 3.1 process
# in which Bluepill 0.1.3 is loaded, and what each feature a pill may require adds to that.
#
# usage: BLUEPILL_LIB=<bluepill>/lib STATE_MACHINE_LIB=<state_machine>/lib ruby generate.rb
#
# Besides those two public repositories it needs Debian's ruby, ruby-activesupport and ruby-daemons only.
# Nothing is ever called to learn about it: methods are listed through reflection, autoloads are not triggered.
# The format is described at the top of facts.txt, that is in HEADER below.

RUBY_VERSION.start_with?('3.1.') or abort "the facts are those of Ruby 3.1, this is #{RUBY_VERSION}"
unless ENV['RUBYOPT'].nil? && ENV['RUBYLIB'].nil? && ENV['BUNDLE_GEMFILE'].nil? # they would load other things first
  clean = ENV.to_h.reject { |k, _| %w[RUBYOPT RUBYLIB BUNDLE_GEMFILE].include?(k) }
  exec(clean, RbConfig.ruby, __FILE__, *ARGV, unsetenv_others: true)
end

$VERBOSE = nil
module Kernel # bluepill/process.rb activates the gem by name; here it is found on the load path
  alias_method :facts_gem, :gem
  def gem(name, *rest) = name == 'state_machine' ? true : facts_gem(name, *rest)
end
$LOAD_PATH.unshift ENV.fetch('BLUEPILL_LIB'), ENV.fetch('STATE_MACHINE_LIB')
require 'bluepill'
module Kernel # as if it had never been replaced
  alias_method :gem, :facts_gem
  private :gem
  remove_method :facts_gem
end

module FactsGenerator
  HEADER = <<~TEXT
    # What exists in a Ruby 3.1 process in which Bluepill 0.1.3 is loaded. Written by generate.rb; do not edit.
    #
    # Sections start with "= NAME" and are sorted by NAME, bytewise; lines inside a section are sorted too.
    # A section is a module by its full name, an object (main, ENV, ARGF), or begins with "%".
    #   < Object             superclass (none: a module, or BasicObject); "< ?" an object rather than a class
    #   ^ String Comparable  ancestors, the module itself included; "Foo(1)" is a module without a name
    #   & Foo Bar            modules its singleton class includes; "." is the singleton class itself, if not first
    #   :NAME class          constant: class or module, with the real name if it is another one
    #   :NAME value String   constant: any other value, with its class
    #   :NAME autoload foo   constant that requires foo when first used
    #   #name ARGS [VIS]     instance method, .name singleton method
    #   #name !              instance method taken away (undef), .name singleton method taken away
    # ARGS: "2" exactly two, "1..2", "1.." no limit, "?" an unknown number (written in C);
    #       followed by k: takes keywords, K: some of them mandatory. VIS: private or protected.
    # "= MODULE@FEATURE" is what a feature adds to the module, "= %feature NAME" lists such sections, with the
    # other feature if that adds the same. In one of a module that existed before, "+ Foo . Bar" are ancestors it gains,
    # those before the dot prepended.
    # "= %features" lists all features: "stdlib" or "gem NAME", then "loaded" by Bluepill or "known": what it adds is here.
  TEXT

  # Libraries below the ones a pill can name sensibly; their modules stay out of the file (unknown, not absent),
  # except those that ended up in the ancestors of a module which is in it.
  INTERNAL = /\A(?:Concurrent|TZInfo|Gem|StateMachine|DidYouMean|ErrorHighlight|I18n|Zlib|Resolv|CGI|OptionParser|
                  RubyVM|Ripper|RDoc|IRB)(?:::|\z)/x.freeze

  # The same for what a feature adds: naming these is rare, and the constants that lead to them are listed.
  INTERNAL_ADDED = /\A(?:
    (?:OpenSSL|ActiveSupport|Minitest|RBS|REXML|Digest::Base|CSV|Net::(?:IMAP|POP3|SMTP|FTP)|Matrix|Prime)::\w |
    Psych::(?!SyntaxError|Exception|BadAlias|DisallowedClass)\w |
    (?:JSON::(?:Pure|Ext)|Rake|Readline|Reline|Racc|DRb|Fiddle|ObjectSpace|Coverage)(?:::|\z)
  )/x.freeze

  # reflection as Module and Object have it, whatever a class made of methods with the same names
  REFLECT = %i[name constants autoload? const_get ancestors instance_method instance_methods private_instance_methods
               protected_instance_methods method_defined? private_method_defined?].to_h do |m|
    [m, Module.instance_method(m)]
  end
  CLASS_OF = Kernel.instance_method(:class)
  NAMED = /\A[A-Z]\w*(::\w+)*(\.class)?\z/.freeze # IO::generic_readable and ARGF.class are real names
  OBJECTS = { 'main' => TOPLEVEL_BINDING.receiver, 'ENV' => ENV, 'ARGF' => ARGF }.freeze

  module_function

  def reflect(mod, what, *args) = REFLECT.fetch(what).bind_call(mod, *args)

  def class_name(value)
    reflect(CLASS_OF.bind_call(value), :name) || '?'
  rescue TypeError # a BasicObject
    'BasicObject'
  end

  # ---- methods ----

  # the method as mod itself defines it, also when a prepended module covers it
  def own(mod, name)
    first = m = reflect(mod, :instance_method, name)
    m = m.super_method while m && m.owner != mod
    m || first # first: mod only changed the visibility of an inherited one
  end

  def args(method)
    return '?' if method.arity == -1 && method.source_location.nil? # C: it counts them itself

    kinds = method.parameters.map(&:first)
    min = kinds.count(:req)
    max = kinds.include?(:rest) ? nil : min + kinds.count(:opt)
    keywords = kinds.include?(:keyreq) ? 'K' : kinds.intersect?(%i[key keyrest]) ? 'k' : ''
    check_arity(method, min, max, keywords)
    (max == min ? min.to_s : "#{min}..#{max}") + keywords
  end

  # method.go gets the arity back this way
  def check_arity(method, min, max, keywords)
    mandatory = keywords == 'K' ? min + 1 : min
    arity = max == min && keywords != 'k' ? mandatory : -mandatory - 1
    arity == method.arity or abort "#{method.inspect}: arity #{method.arity}, not #{arity}"
  end

  def visibilities(mod)
    { '' => reflect(mod, :instance_methods, false) - reflect(mod, :protected_instance_methods, false),
      ' protected' => reflect(mod, :protected_instance_methods, false),
      ' private' => reflect(mod, :private_instance_methods, false) }
  end

  def methods_of(mod, sign)
    visibilities(mod).flat_map do |visibility, names|
      names.map { |n| "#{sign}#{n} #{args(own(mod, n))}#{visibility}" }
    end
  end

  def responds?(mod, name) = reflect(mod, :method_defined?, name) || reflect(mod, :private_method_defined?, name)

  # names which an ancestor has and mod has not; only where mod or a module next to it took them away
  def undefined(mod, sign)
    above = mod.is_a?(Class) ? mod.superclass : nil
    between = reflect(mod, :ancestors) - [mod] - (above ? reflect(above, :ancestors) : [])
    names = ([above] + between).compact.flat_map do |a|
      reflect(a, :instance_methods) + reflect(a, :private_instance_methods)
    end
    names.uniq.reject { |n| responds?(mod, n) }.map { |n| "#{sign}#{n} !" }
  end

  # ---- constants ----

  def constant(mod, name, full)
    if (feature = reflect(mod, :autoload?, name, false))
      return ":#{name} autoload #{short(feature)}"
    end

    begin
      value = reflect(mod, :const_get, name, false)
    rescue NameError # an autoload that was loaded already and defined it elsewhere
      return
    end
    return ":#{name} value #{class_name(value)}" unless Module === value

    real = reflect(value, :name)
    ":#{name} #{Class === value ? 'class' : 'module'}#{" #{real}" if real && real != full}"
  end

  def constants_of(mod, mod_name)
    reflect(mod, :constants, false).filter_map do |n|
      full = mod.equal?(Object) ? n.to_s : "#{mod_name}::#{n}"
      constant(mod, n, full) unless full == 'FactsGenerator'
    end
  end

  # ---- sections ----

  # all modules with a name; the one its name leads to if there are two
  def modules
    found = {}
    ObjectSpace.each_object(Module) do |m|
      name = reflect(m, :name) or next
      next unless name.match?(NAMED) && !name.start_with?('FactsGenerator')

      found[name] = m if !found.key?(name) || reachable(name).equal?(m)
    end
    found
  end

  def reachable(name)
    name.split('::').inject(Object) do |m, n|
      return nil unless Module === m && reflect(m, :constants, false).include?(n.to_sym) && !reflect(m, :autoload?, n, false)

      reflect(m, :const_get, n, false)
    end
  end

  # a name for each ancestor; without one it gets its first descendant's and a number
  def label(mod, descendant)
    name = reflect(mod, :name)
    return name if name&.match?(NAMED)

    @anonymous[mod] ||= begin
      @counts[descendant] += 1
      "#{descendant}(#{@counts[descendant]})"
    end
  end

  # the modules mixed into a singleton class; nil if there are none
  def extended(singleton, name)
    up = singleton.superclass ? reflect(singleton.superclass, :ancestors) : []
    own = reflect(singleton, :ancestors) - up
    names = own.map { |m| m.equal?(singleton) ? '.' : label(m, name) }
    names.shift if names.first == '.'
    "& #{names.join(' ')}" unless names.empty?
  end

  def singleton_of(object) = (class << object; self; end)

  def module_section(mod, name)
    singleton = singleton_of(mod)
    lines = ["^ #{reflect(mod, :ancestors).map { |a| label(a, name) }.join(' ')}"]
    lines << "< #{label(mod.superclass, name)}" if mod.is_a?(Class) && mod.superclass
    lines << "< " if mod.equal?(BasicObject)
    lines << extended(singleton, name)
    lines += constants_of(mod, name) + methods_of(mod, '#') + undefined(mod, '#')
    (lines + methods_of(singleton, '.') + undefined(singleton, '.')).compact.uniq.sort
  end

  def object_section(object, name)
    singleton = singleton_of(object)
    of = CLASS_OF.bind_call(object)
    lines = ["< ?", "^ #{reflect(of, :ancestors).map { |a| label(a, name) }.join(' ')}", extended(singleton, name)]
    (lines + methods_of(singleton, '.') + undefined(singleton, '.')).compact.uniq.sort
  end

  # { section name => lines } of the process as it is now
  def snapshot
    @anonymous = {}.compare_by_identity
    @counts = Hash.new(0)
    out = modules.sort_by { |name, _| [name.match?(INTERNAL) ? 1 : 0, name] } # decides after whom the nameless are called
                 .to_h { |name, m| [name, module_section(m, name)] }
    OBJECTS.each { |name, o| out[name] = object_section(o, name) }
    @anonymous.to_a.each { |m, name| out[name] = module_section(m, name) }
    out['%globals'] = global_variables.map(&:to_s).sort
    out
  end

  # ---- features ----

  GEMS = %w[activesupport concurrent-ruby daemons i18n minitest tzinfo zeitwerk].freeze

  # folders features are required from, each with the gem it belongs to (nil: Ruby itself)
  def folders
    @folders ||= begin
      ruby = RbConfig::CONFIG.values_at('rubylibdir', 'archdir').map { |d| [d, nil] }
      # Debian keeps RubyGems next to what its packages add; elsewhere it is part of Ruby's own folder
      ruby << [File.dirname($LOADED_FEATURES.find { |f| f.end_with?('/rubygems.rb') }), nil]
      # gems that are installed with Ruby; Gem.default_dir is another one in Debian
      bundled = File.join(RbConfig::CONFIG['rubylibprefix'], 'gems', RbConfig::CONFIG['ruby_version'])
      ruby += Dir["#{bundled}/gems/*/lib"].sort.map { |d| [d, nil] }
      gems = GEMS.flat_map { |n| (Gem.loaded_specs[n] || Gem::Specification.find_by_name(n)).full_require_paths.map { |d| [d, n] } }
      ruby + gems.reject { |d, _| ruby.assoc(d) } +
        [[File.expand_path(ENV['BLUEPILL_LIB']), 'bluepill'], [File.expand_path(ENV['STATE_MACHINE_LIB']), 'state_machine']]
    end
  end

  # a feature the way one requires it
  def short(path)
    dir, = folders.select { |d, _| path.start_with?("#{d}/") }.max_by { |d, _| d.size }
    (dir ? path.delete_prefix("#{dir}/") : path).delete_suffix('.rb').delete_suffix('.so')
  end

  def features
    loaded = $LOADED_FEATURES.map { |f| short(f) }
    loaded.each { |f| f.start_with?('/') and abort "feature outside the known folders: #{f}" }
    all = loaded.reject { |f| f.include?('/') }.to_h { |f| [f, 'stdlib'] } # those built in are in no folder
    folders.reverse_each do |dir, gem|
      Dir["#{dir}/**/*.{rb,so}"].each do |f|
        name = short(f)
        next if gem.nil? && !name.start_with?('rubygems') && dir.end_with?('vendor_ruby') # a Debian package's own
        next if name.match?(%r{\A(enc|i386|x86_64|\w+-linux[\w-]*)/}) || name.include?('generators/')

        all[name] = gem ? "gem #{gem}" : 'stdlib'
      end
    end
    %w[bundler bundler/setup bundler/inline].each { |f| all[f] = 'stdlib' } # ruby-bundler, a package of its own in Debian
    all.to_h { |name, kind| [name, [kind, loaded.include?(name)]] }
  end

  # Loading these does more than defining things (takes over the arguments, waits for a debugger, ends the process).
  NEVER = %r{\A(un|mkmf|debug.*|irb|bundler|rubygems|win32ole|test-unit|typeprof|rbs|rake|power_assert|minitest|rss)\z}.freeze
  ALSO = %w[io/console io/wait io/nonblock net/https net/ftp net/smtp net/imap net/pop bigdecimal/util digest/md5 digest/sha1
            digest/sha2 json/add/core yaml/store cgi/util cgi/escape uri/generic racc/parser rexml/document erb/util
            openssl/digest optparse/time syslog/logger random/formatter active_support/all active_support/time active_support/json
            active_support/rails active_support/dependencies active_support/ordered_hash active_support/ordered_options
            active_support/string_inquirer active_support/array_inquirer active_support/number_helper
            active_support/security_utils active_support/tagged_logging active_support/notifications].freeze

  # features whose effect is recorded: all Ruby's own on the first level, and ActiveSupport's extensions
  def probed(features)
    features.select do |name, (kind, loaded)|
      next false if loaded || name.match?(NEVER)

      (kind == 'stdlib' && !name.include?('/')) || ALSO.include?(name) || name.start_with?('active_support/core_ext')
    end.keys
  end

  # Starts a process that requires the feature and writes what it has then and had not before; nil if the feature can't
  # be required, for want of a gem say.
  def probe(feature, before)
    rd, wr = IO.pipe
    pid = fork do
      rd.close
      [$stdin, $stdout, $stderr].each { |io| io.reopen(File::NULL, 'r+') }
      added = begin
        require feature
        difference(before, snapshot)
      rescue Exception # rubocop:disable Lint/RescueException
        nil
      end
      wr.write(Marshal.dump(added))
      wr.close
      exit!(0)
    end
    wr.close
    [pid, rd]
  end

  def collect(feature, (pid, rd))
    out = Timeout.timeout(60) { rd.read }
    Process.wait(pid)
    out.empty? and abort "requiring #{feature} ended the process; it belongs into NEVER"
    Marshal.load(out)
  rescue Timeout::Error
    Process.kill(:KILL, pid)
    abort "requiring #{feature} takes forever; it belongs into NEVER"
  end

  def difference(before, after)
    gained = before.to_h { |name, lines| [name, ancestors(after.fetch(name, [])) - ancestors(lines)] }
    after.filter_map do |name, lines|
      next [name, lines] unless before.key?(name)

      fresh = (lines - before[name]).grep_v(/\A\^/)
      others = ancestors(before[name]) - [name]
      mixed_in = gained[name].reject { |a| others.any? { |o| gained[o]&.include?(a) } } # else it says so there
      fresh << "+ #{around(mixed_in, name, ancestors(lines))}" unless mixed_in.empty?
      [name, fresh.sort] unless fresh.empty?
    end.to_h
  end

  # the modules, with a dot after the prepended ones
  def around(modules, name, ancestors)
    prepended, included = modules.partition { |m| ancestors.index(m) < ancestors.index(name) }
    [*prepended, *('.' unless prepended.empty?), *included].join(' ')
  end

  def ancestors(lines) = (lines.find { |l| l.start_with?('^ ') } || '^ ')[2..].split

  # { feature => what it adds }, nil for those that can't be required
  def probe_all(names, before)
    names.each_slice(4).flat_map do |slice|
      slice.map { |f| [f, probe(f, before)] }.map { |f, running| [f, collect(f, running)] }
    end.to_h
  end

  # ---- the file ----

  # without what is internal, but with every module something kept inherits from
  def kept(sections, before = {})
    keep = sections.keys.reject do |n|
      n.match?(/\(\d+\)\z/) || n.match?(INTERNAL) || (!before.empty? && !before.key?(n) && n.match?(INTERNAL_ADDED))
    end
    todo = keep.dup
    while (name = todo.pop)
      (sections[name] || []).grep(/\A[&^<+] /).flat_map { |l| l[2..].split }.each do |a|
        next if keep.include?(a) || !sections.key?(a) || before.key?(a)

        keep << a
        todo << a
      end
    end
    sections.slice(*keep)
  end

  def feature_lines(features, additions)
    features.sort.map do |name, (kind, loaded)|
      state = if loaded then ' loaded'
              elsif additions[name] then ' known'
              end
      "#{name} #{kind}#{state}"
    end
  end

  # additions as sections; equal ones are written once, under the shortest name
  def addition_sections(additions)
    out = {}
    seen = {}
    additions.compact.sort_by { |f, _| [f.size, f] }.each do |feature, added|
      listed = added.reject { |n, lines| lines.empty? }.map do |name, lines|
        same = seen[[name, lines]] ||= feature.tap { out["#{name}@#{feature}"] = lines }
        "#{name}@#{same unless same == feature}"
      end
      out["%feature #{feature}"] = listed.sort unless listed.empty?
    end
    out
  end

  def write(path)
    before = snapshot
    all = features
    additions = probe_all(probed(all), before)
    additions = additions.transform_values { |a| a && kept(a, before) }
    sections = kept(before).merge(addition_sections(additions), '%features' => feature_lines(all, additions))
    text = sections.sort_by { |n, _| n.b }.map { |name, lines| "= #{name}\n#{lines.map { |l| "#{l}\n" }.join}" }
    check(text = HEADER + text.join)
    File.write(path, text)
  end

  def check(text)
    bad = text.lines.find { |l| l.match?(%r{(\A|[ @])/\w}) && !l.start_with?('#/ ') && !l.start_with?('# ') }
    bad and abort "absolute path in the facts: #{bad}"
  end
end

FactsGenerator.write(File.expand_path('facts.txt', __dir__))
