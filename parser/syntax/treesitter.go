package syntax

// This file is the only one that knows of tree-sitter, and the only one with
// C in it. Only templates come here. It parses, copies the concrete tree into a flat slice in one call,
// and closes the tree before it returns: a tree is owned by C, and its Go
// binding costs several C calls and an allocation for every node looked at.

/*
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#endif

// The part of tree-sitter's C interface (ABI 14) used below. The functions
// are those linked in by github.com/smacker/go-tree-sitter.
typedef struct { uint32_t context[4]; const void *id; const void *tree; } TSNode;
typedef struct { const void *tree; const void *id; uint32_t context[3]; } TSTreeCursor;
extern TSTreeCursor ts_tree_cursor_new(TSNode);
extern void ts_tree_cursor_delete(TSTreeCursor *);
extern TSNode ts_tree_cursor_current_node(const TSTreeCursor *);
extern uint16_t ts_tree_cursor_current_field_id(const TSTreeCursor *);
extern bool ts_tree_cursor_goto_parent(TSTreeCursor *);
extern bool ts_tree_cursor_goto_next_sibling(TSTreeCursor *);
extern bool ts_tree_cursor_goto_first_child(TSTreeCursor *);
extern uint16_t ts_node_symbol(TSNode);
extern uint32_t ts_node_end_byte(TSNode);
extern bool ts_node_is_missing(TSNode);
extern uint32_t ts_node_descendant_count(TSNode);

typedef struct {
	uint32_t start, end;
	uint32_t next;    // index of the node after this one's subtree
	uint16_t symbol;
	uint8_t field;
	uint8_t missing;
} flat_node;

// thread_micros is the time that this thread has run, or, where that cannot be
// told, that the process has.
static int64_t thread_micros(void) {
#if defined _WIN32 // its clock() is that on the wall
	FILETIME made, ended, kernel, user; // in tenths of a microsecond
	if (GetThreadTimes(GetCurrentThread(), &made, &ended, &kernel, &user)) {
		uint64_t k = (uint64_t)kernel.dwHighDateTime << 32 | kernel.dwLowDateTime;
		uint64_t u = (uint64_t)user.dwHighDateTime << 32 | user.dwLowDateTime;
		return (int64_t)((k + u) / 10);
	}
#elif defined CLOCK_THREAD_CPUTIME_ID
	struct timespec t;
	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0) return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
#endif
	return (int64_t)clock() * 1000000 / CLOCKS_PER_SEC;
}

// trim gives free memory back to the system, where that takes asking.
static void trim(void) {
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

static uint32_t count_nodes(TSNode root) { return ts_node_descendant_count(root); }

// flatten writes the tree under root in preorder and returns how many nodes
// it wrote, at most max.
static uint32_t flatten(TSNode root, flat_node *out, uint32_t max) {
	TSTreeCursor c = ts_tree_cursor_new(root);
	uint32_t n = 0, depth = 0;
	uint32_t stack_small[256], *stack = stack_small;
	uint32_t cap = 256;
	for (;;) {
		if (n == max) break;
		TSNode node = ts_tree_cursor_current_node(&c);
		flat_node *f = &out[n];
		f->start = node.context[0]; // as ts_node_start_byte has it
		f->end = ts_node_end_byte(node);
		f->symbol = ts_node_symbol(node);
		f->field = (uint8_t)ts_tree_cursor_current_field_id(&c);
		f->missing = f->start == f->end && ts_node_is_missing(node);
		f->next = 0;
		uint32_t self = n++;
		if (ts_tree_cursor_goto_first_child(&c)) {
			if (depth == cap) {
				uint32_t *bigger = malloc(sizeof(uint32_t) * cap * 2);
				memcpy(bigger, stack, sizeof(uint32_t) * cap);
				if (stack != stack_small) free(stack);
				stack = bigger;
				cap *= 2;
			}
			stack[depth++] = self;
			continue;
		}
		f->next = n;
		bool more = false;
		while (!(more = ts_tree_cursor_goto_next_sibling(&c))) {
			if (depth == 0 || !ts_tree_cursor_goto_parent(&c)) break;
			out[stack[--depth]].next = n;
		}
		if (!more) break;
	}
	while (depth > 0) out[stack[--depth]].next = n;
	if (stack != stack_small) free(stack);
	ts_tree_cursor_delete(&c);
	return n;
}
*/
import "C"

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"unsafe"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/ruby"
)

// parseLimit is the longest that tree-sitter may work on one text, in
// microseconds, and parseSlice the longest at a stretch. Real pills take about
// one thousandth of the limit.
const (
	parseLimit = 700_000
	parseSlice = 50_000
)

// errTooSlow is returned for a text that tree-sitter did not get through.
var errTooSlow = errors.New("parsing took too long")

// A cnode is a node of the concrete tree. The slice that holds it is in
// preorder, so its first child, if any, is the next element.
type cnode struct {
	start, end uint32 // byte offsets
	next       uint32 // index of the node after this one's subtree
	symbol     uint16
	field      uint8
	missing    uint8 // 1: tree-sitter supplied it to go on
}

// parsers are kept for reuse: making one costs more than parsing a small
// pill. A Parser must not be used by two goroutines at once.
var parsers = sync.Pool{New: func() any {
	p := sitter.NewParser()
	p.SetLanguage(ruby.GetLanguage())
	p.SetOperationLimit(parseSlice)
	return p
}}

// nodePool keeps the slices of concrete nodes, which are larger than all that
// is made of them.
var nodePool = sync.Pool{New: func() any { return new([]cnode) }}

// concrete parses text and calls use with its concrete tree, which use must
// not keep.
func concrete(text []byte, limit int, use func([]cnode)) error {
	p := parsers.Get().(*sitter.Parser)
	defer parsers.Put(p)
	tree, err := parseWithin(p, text, limit)
	if err != nil {
		return err
	}
	root := tree.RootNode()
	// The binding keeps tree-sitter's node, a plain struct, as its first field.
	node := *(*C.TSNode)(unsafe.Pointer(root))
	buffer := nodePool.Get().(*[]cnode)
	defer nodePool.Put(buffer)
	if n := int(C.count_nodes(node)); cap(*buffer) < n {
		*buffer = make([]cnode, n)
	} else {
		*buffer = (*buffer)[:cap(*buffer)]
	}
	nodes := *buffer
	n := C.flatten(node, (*C.flat_node)(unsafe.Pointer(&nodes[0])), C.uint32_t(len(nodes)))
	tree.Close()
	if len(nodes) > maxPooled {
		*buffer = nil
		C.trim() // the tree was large: give its memory back before ours grows
	}
	use(nodes[:n])
	return nil
}

// maxPooled is how many nodes a slice may have to be kept.
const maxPooled = 1 << 18

// parseWithin parses text, giving up after limit microseconds. The limit is on the
// time that the thread really ran: on a busy machine a parse of one
// millisecond may take a second by the clock. tree-sitter knows only the
// clock, but can go on where it stopped.
func parseWithin(p *sitter.Parser, text []byte, limit int) (*sitter.Tree, error) {
	// A context that can be cancelled may leave the parser cancelled for good,
	// hence Background.
	tree, err := p.ParseCtx(context.Background(), nil, text)
	if err == nil {
		return tree, nil // as nearly always: asking for the time would cost more than a small parse
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	start := C.thread_micros()
	for {
		tree, err := p.ParseCtx(context.Background(), nil, text)
		if err == nil {
			return tree, nil
		}
		if int(C.thread_micros()-start)+parseSlice >= limit {
			p.Reset() // it would go on with the old text next time
			return nil, errTooSlow
		}
	}
}

// symbolName and fieldName give the grammar's words for what a cnode holds;
// lower.go turns them into kinds once.
func symbolName(s uint16) string { return ruby.GetLanguage().SymbolName(sitter.Symbol(s)) }

func symbolNamed(s uint16) bool {
	return ruby.GetLanguage().SymbolType(sitter.Symbol(s)) == sitter.SymbolTypeRegular
}

func symbolCount() int { return int(ruby.GetLanguage().SymbolCount()) }

func fieldName(f int) string { return ruby.GetLanguage().FieldName(f) }
