package eval

// This file holds the methods of Hash: those by which it is read, tested and
// gone through.

import "slices"

var hashMethods = methods(map[string]impl{
	// reading
	"[]":                {1, 1, hashIndex, unknowns},
	"fetch":             {1, 2, hashFetch, unknowns},
	"dig":               {1, -1, hashDig, unknowns},
	"key?":              {1, 1, hashHasKey, unknowns},
	"value?":            {1, 1, hashHasValue, 0},
	"key":               {1, 1, hashKey, 0},
	"keys":              {0, 0, hashKeys, 0},
	"values":            {0, 0, hashValues, 0},
	"values_at":         {0, -1, hashValuesAt, unknowns},
	"fetch_values":      {0, -1, hashFetchValues, unknowns},
	"length":            {0, 0, hashLength, 0},
	"empty?":            {0, 0, hashEmpty, 0},
	"any?":              {0, 1, hashAny, 0},
	"count":             {0, 1, hashCount, 0},
	"assoc":             {1, 1, hashAssoc, 0},
	"rassoc":            {1, 1, hashRassoc, 0},
	"default":           {0, 1, hashDefault, 0},
	"default_proc":      {0, 0, hashDefaultProc, 0},
	"each":              {0, 0, orEnum(hashEach), 0},
	"each_key":          {0, 0, orEnum(func(c *Call) Value { return hashEachOf(c, true) }), 0},
	"each_value":        {0, 0, orEnum(func(c *Call) Value { return hashEachOf(c, false) }), 0},
	"to_a":              {0, 0, hashToA, 0},
	"to_hash":           {0, 0, func(c *Call) Value { return c.Self }, 0},
	"inspect":           {0, 0, func(c *Call) Value { return c.In.str(c.In.Inspect(c.Self)) }, 0},
	"sum":               {0, 1, enumerableSum, unknowns},
	"==":                {1, 1, hashEqual, unknowns},
	"eql?":              {1, 1, hashEql, 0},
	"<=":                {1, 1, func(c *Call) Value { return hashWithin(c, hsh(c), c.In.Hash(c.Args[0]), false) }, 0},
	"<":                 {1, 1, func(c *Call) Value { return hashWithin(c, hsh(c), c.In.Hash(c.Args[0]), true) }, 0},
	">=":                {1, 1, func(c *Call) Value { return hashWithin(c, c.In.Hash(c.Args[0]), hsh(c), false) }, 0},
	">":                 {1, 1, func(c *Call) Value { return hashWithin(c, c.In.Hash(c.Args[0]), hsh(c), true) }, 0},
	"assert_valid_keys": {0, -1, hashAssertKeys, 0},
	// making another
	"to_h":                  {0, 0, hashToH, 0},
	"select":                {0, 0, orEnum(func(c *Call) Value { return hashPick(c, true) }), 0},
	"reject":                {0, 0, orEnum(func(c *Call) Value { return hashPick(c, false) }), 0},
	"merge":                 {0, -1, hashMerge, unknowns},
	"reverse_merge":         {1, 1, hashReverseMerge, unknowns},
	"deep_merge":            {1, 1, hashDeepMerge, 0},
	"slice":                 {0, -1, hashSlice, 0},
	"except":                {0, -1, hashExcept, 0},
	"compact":               {0, 0, hashCompact, 0},
	"invert":                {0, 0, hashInvert, 0},
	"flatten":               {0, 1, hashFlatten, 0},
	"transform_values":      {0, 0, orEnum(hashTransformValues), 0},
	"transform_keys":        {0, 1, hashTransformKeys, 0},
	"symbolize_keys":        {0, 0, hashRenamed(symbolized), 0},
	"stringify_keys":        {0, 0, hashRenamed(stringified), 0},
	"deep_symbolize_keys":   {0, 0, hashDeepRenamed(symbolized), 0},
	"deep_stringify_keys":   {0, 0, hashDeepRenamed(stringified), 0},
	"deep_transform_keys":   {0, 0, hashDeepTransformKeys, 0},
	"deep_transform_values": {0, 0, hashDeepTransformValues, 0},
	// changing
	"[]=":                  {2, 2, hashStore, unknowns | mutates},
	"delete":               {1, 1, hashDelete, unknowns | mutates},
	"shift":                {0, 0, hashShift, mutates},
	"clear":                {0, 0, hashClear, 0},
	"replace":              {1, 1, hashReplace, mutates},
	"merge!":               {0, -1, hashMergeIn, unknowns | mutates},
	"reverse_merge!":       {1, 1, hashReverseMergeIn, mutates},
	"deep_merge!":          {1, 1, hashDeepMergeIn, mutates},
	"delete_if":            {0, 0, orEnum(func(c *Call) Value { hashKeep(c, false); return c.Self }), mutates},
	"keep_if":              {0, 0, orEnum(func(c *Call) Value { hashKeep(c, true); return c.Self }), mutates},
	"reject!":              {0, 0, orEnum(func(c *Call) Value { return selfIf(c, hashKeep(c, false)) }), mutates},
	"select!":              {0, 0, orEnum(func(c *Call) Value { return selfIf(c, hashKeep(c, true)) }), mutates},
	"compact!":             {0, 0, hashCompactIn, mutates},
	"transform_values!":    {0, 0, orEnum(hashTransformValuesIn), mutates},
	"transform_keys!":      {0, 1, hashTransformKeysIn, mutates},
	"symbolize_keys!":      {0, 0, hashIn(hashRenamed(symbolized)), mutates},
	"stringify_keys!":      {0, 0, hashIn(hashRenamed(stringified)), mutates},
	"deep_symbolize_keys!": {0, 0, hashDeepRenamedIn(symbolized), mutates},
	"deep_stringify_keys!": {0, 0, hashDeepRenamedIn(stringified), mutates},
	"except!":              {0, -1, hashIn(hashExcept), mutates},
	"slice!":               {0, -1, hashSliceIn, mutates},
	"extract!":             {0, -1, hashExtract, mutates},
	"default=":             {1, 1, hashSetDefault, unknowns | mutates},
	"default_proc=":        {1, 1, hashSetDefaultProc, mutates},
	"compare_by_identity":  {0, 0, hashByIdentity, 0},
	"compare_by_identity?": {0, 0, func(c *Call) Value { return Bool(hsh(c).Identity) }, 0},
}).with(
	"store", "[]=", "has_key?", "key?", "include?", "key?", "member?", "key?", "has_value?", "value?",
	"size", "length", "each_pair", "each", "update", "merge!", "filter", "select", "filter!", "select!", "to_s", "inspect",
	"with_defaults", "reverse_merge", "with_defaults!", "reverse_merge!", "reverse_update", "reverse_merge!",
	"to_options", "symbolize_keys", "to_options!", "symbolize_keys!",
)

// hsh is the receiver.
func hsh(c *Call) *Hash { return c.Self.(*Hash) }

func hashFetch(c *Call) Value {
	in := c.In
	v, ok, u := in.lookup(hsh(c), c.Args[0])
	return in.orMissing(v, ok, u, func() Value {
		switch {
		case c.Block != nil:
			return c.block(c.Args[0])
		case len(c.Args) > 1:
			return c.Args[1]
		}
		in.missingKey(c.Self, c.Args[0])
		return nil
	})
}

// missingKey raises the KeyError of fetch.
func (in *Interp) missingKey(h, key Value) {
	text := in.Inspect(key)
	in.Raise("KeyError", "key not found: %s", text)
}

func hashDig(c *Call) Value {
	return c.In.digOn(c, c.In.fetchKey(hsh(c), c.Args[0]))
}

func hashHasKey(c *Call) Value {
	_, ok, u := c.In.lookup(hsh(c), c.Args[0])
	if u != nil {
		return because(u).typed(TBool)
	}
	return Bool(ok)
}

func hashHasValue(c *Call) Value {
	in := c.In
	var doubt *Unknown
	in.work(hsh(c).Len())
	for _, e := range hsh(c).entries {
		eq, u := in.mayEqual(present(e.val), c.Args[0])
		if u == nil && eq && doubtful(e.val) == nil {
			return Bool(true)
		}
		if u == nil && eq {
			u = doubtful(e.val)
		}
		if u != nil {
			doubt = u
		}
	}
	if len(hsh(c).Open) > 0 {
		doubt = &Unknown{Causes: hsh(c).Open}
	}
	if doubt != nil {
		return doubt.typed(TBool)
	}
	return Bool(false)
}

func hashKey(c *Call) Value {
	hsh(c).whole()
	c.In.work(hsh(c).Len())
	for k, v := range hsh(c).Each {
		if c.In.Equal(v, c.Args[0]) {
			return k
		}
	}
	return Nil{}
}

func hashKeys(c *Call) Value {
	hsh(c).whole()
	list := []Value{}
	for k := range hsh(c).Each {
		list = append(list, k)
	}
	return c.In.arr(list)
}

func hashValues(c *Call) Value {
	hsh(c).whole()
	list := []Value{}
	for _, v := range hsh(c).Each {
		list = append(list, v)
	}
	return c.In.arr(list)
}

func hashToA(c *Call) Value {
	hsh(c).whole()
	return c.In.arr(c.In.toA(c.Self))
}

func hashValuesAt(c *Call) Value {
	list := []Value{}
	for _, k := range c.Args {
		list = append(list, c.In.fetchKey(hsh(c), k))
	}
	return c.In.arr(list)
}

func hashFetchValues(c *Call) Value {
	list := []Value{}
	for _, k := range c.Args {
		list = append(list, hashFetch(&Call{In: c.In, Self: c.Self, Name: "fetch", Args: []Value{k}, Block: c.Block, Node: c.Node}))
	}
	return c.In.arr(list)
}

func hashLength(c *Call) Value {
	c.In.work(hsh(c).Len() / 16)
	hsh(c).whole()
	return Int(hsh(c).Len())
}

func hashEmpty(c *Call) Value {
	c.In.work(hsh(c).Len() / 16)
	if hsh(c).certain() > 0 {
		return Bool(false)
	}
	hsh(c).whole()
	return Bool(true)
}

func hashAny(c *Call) Value {
	if len(c.Args) == 0 && c.Block == nil {
		return Bool(!bool(hashEmpty(c).(Bool)))
	}
	return enumerableAny(c)
}

func hashCount(c *Call) Value {
	if len(c.Args) == 0 && c.Block == nil {
		return hashLength(c)
	}
	return enumerableCount(c)
}

func hashAssoc(c *Call) Value {
	v, ok, u := c.In.lookup(hsh(c), c.Args[0])
	switch {
	case u != nil:
		needs(u)
	case ok:
		i := hsh(c).find(hashed(c.Args[0]))
		return c.In.arr([]Value{hsh(c).entries[i].key, v})
	}
	return Nil{}
}

func hashRassoc(c *Call) Value {
	hsh(c).whole()
	c.In.work(hsh(c).Len())
	for k, v := range hsh(c).Each {
		if c.In.Equal(v, c.Args[0]) {
			return c.In.arr([]Value{k, v})
		}
	}
	return Nil{}
}

func hashDefault(c *Call) Value {
	h := hsh(c)
	switch {
	case h.Default != nil:
		return h.Default
	case h.DefaultProc != nil && len(c.Args) > 0:
		return c.In.CallBlock(h.DefaultProc, h, c.Args[0])
	}
	return Nil{}
}

func hashDefaultProc(c *Call) Value {
	if p := hsh(c).DefaultProc; p != nil {
		return p
	}
	return Nil{}
}

// hashEach runs the block for each entry. One that may not be there is a turn
// that may not be taken; an open Hash may take any number of others.
func hashEach(c *Call) Value {
	in, h := c.In, hsh(c)
	in.pairs(h, func(k, v Value) bool {
		if u := doubtful(v); u != nil {
			in.branch(u, func() Value { return c.block(in.arr([]Value{k, present(v)})) }, nil)
		} else {
			c.block(in.arr([]Value{k, v}))
		}
		return true
	})
	if len(h.Open) > 0 {
		in.blockAnyTimes(c.Block, &Unknown{Causes: h.Open})
	}
	return h
}

func hashEachOf(c *Call, keys bool) Value {
	in, h := c.In, hsh(c)
	in.pairs(h, func(k, v Value) bool {
		turn := func() Value {
			if keys {
				return c.block(k)
			}
			return c.block(present(v))
		}
		if u := doubtful(v); u != nil {
			in.branch(u, turn, nil)
		} else {
			turn()
		}
		return true
	})
	if len(h.Open) > 0 {
		in.blockAnyTimes(c.Block, &Unknown{Causes: h.Open})
	}
	return h
}

func hashEqual(c *Call) Value {
	h := hsh(c)
	other, ok := c.Args[0].(*Hash)
	if lost(c.Args[0]) != nil || !ok {
		return c.In.equal(c)
	}
	var doubt *Unknown
	c.In.work(h.Len() + other.Len())
	for _, pair := range [][2]*Hash{{h, other}, {other, h}} {
		x, y := pair[0], pair[1]
		for _, e := range x.entries {
			w, ok := y.Get(e.key)
			if !ok && doubtful(e.val) == nil && len(y.Open) == 0 {
				return Bool(false)
			}
			if !ok || doubtful(e.val) != nil || doubtful(w) != nil {
				continue
			}
			eq, u := c.In.mayEqual(e.val, w)
			if u != nil {
				doubt = u
			} else if !eq {
				return Bool(false)
			}
		}
		if u := x.doubt(); u != nil {
			doubt = u
		}
	}
	if doubt != nil {
		return doubt.typed(TBool)
	}
	return Bool(true)
}

func hashEql(c *Call) Value {
	if _, ok := c.Args[0].(*Hash); !ok {
		return Bool(false)
	}
	return Bool(c.In.key(c.Self) == c.In.key(c.Args[0]))
}

// hashWithin reports whether all entries of a are in b, and if less is asked,
// b has more.
func hashWithin(c *Call, a, b *Hash, less bool) Value {
	a.whole()
	b.whole()
	if less && a.Len() >= b.Len() {
		return Bool(false)
	}
	for k, v := range a.Each {
		if w, ok := b.Get(k); !ok || !c.In.Equal(v, w) {
			return Bool(false)
		}
	}
	return Bool(true)
}

func hashAssertKeys(c *Call) Value {
	in := c.In
	var valid []Value
	for _, a := range c.Args {
		if list, ok := in.implicitArray(a); ok {
			valid = append(valid, list...)
		} else {
			valid = append(valid, a)
		}
	}
	for k := range hsh(c).Each {
		if !slices.ContainsFunc(valid, func(v Value) bool { return in.Equal(k, v) }) {
			texts := make([]string, len(valid))
			for i, v := range valid {
				texts[i] = in.Inspect(v)
			}
			in.Raise("ArgumentError", "Unknown key: %s. Valid keys are: %s", in.Inspect(k), joinComma(texts))
		}
	}
	hsh(c).whole()
	return c.Self
}
