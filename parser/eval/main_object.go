package eval

// This file holds the methods of main, the object that a file's own code stands
// in: they do to Object what those of its name do to a class.

var mainMethods table

func init() {
	onObject := func(method func(*Call) Value) func(*Call) Value {
		return func(c *Call) Value {
			same := *c
			same.Self, same.roomy = c.In.class("Object"), false
			return method(&same)
		}
	}
	mainMethods = methods(map[string]impl{
		"include":        {1, -1, onObject(moduleInclude), private},
		"define_method":  {1, 2, onObject(moduleDefineMethod), private},
		"public":         {0, -1, mainPublic, private},
		"private":        {0, -1, mainPrivate, private},
		"ruby2_keywords": {0, -1, func(c *Call) Value { return Nil{} }, private},
		"using":          {1, 1, mainUsing, private | unknowns},
	})
}

// mainPublic makes the methods public that follow or that are named.
func mainPublic(c *Call) Value { return mainVisibility(c, true) }

// mainPrivate makes methods private, which those of a file are anyway.
func mainPrivate(c *Call) Value { return mainVisibility(c, false) }

func mainVisibility(c *Call, public bool) Value {
	if len(c.Args) == 0 {
		c.In.publicDefs = public
		return Nil{}
	}
	named := *c
	named.Self = c.In.class("Object")
	return visibility(&named, !public)
}

// mainUsing brings refinements, which may give any methods to any class.
func mainUsing(c *Call) Value {
	c.In.notRead("using")
	return c.Self
}
