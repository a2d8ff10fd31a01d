/* doctor_tree.c - expressions of a formula with a part in place of another.
 *
 * Nothing of the formula itself is changed: what leads to the new part is
 * copied. Recursion ends with NESTING_MAX, as the parser sees to.
 */

#include "study/doctor_int.h"

#include <string.h>

typedef VEC(Node **) Slots;

static void add_slot(Arena *arena, Slots *slots, Node **slot)
{
    if (*slot)
        *VEC_ADD(arena, slots) = slot;
}

static void add_slots(Arena *arena, Slots *slots, NodeList *list)
{
    for (size_t i = 0; i < list->n; i++)
        add_slot(arena, slots, &list->at[i]);
}

/* Where the parts of a node stand. */
static Slots slots_of(Arena *arena, Node *node)
{
    Slots slots = {0};
    add_slots(arena, &slots, &node->args);
    add_slot(arena, &slots, &node->where);
    add_slot(arena, &slots, &node->by);
    add_slot(arena, &slots, &node->ties);
    if (node->rounding) {
        AstRounding *r = node->rounding;
        add_slots(arena, &slots, &r->keeping);
        add_slot(arena, &slots, &r->at_least);
        add_slot(arena, &slots, &r->at_most);
        add_slot(arena, &slots, &r->ties);
    }
    if (node->allocate) {
        AstAllocate *a = node->allocate;
        Node **part[] = {&a->total, &a->by, &a->where, &a->at_least,
                         &a->also_at_least, &a->or_nothing, &a->at_most,
                         &a->order};
        for (size_t i = 0; i < sizeof part / sizeof *part; i++)
            add_slot(arena, &slots, part[i]);
    }
    return slots;
}

static void copy_list(Arena *arena, NodeList *list)
{
    Node **at = ARENA_ARRAY(arena, Node *, list->n + 1);
    if (list->n > 0)
        memcpy(at, list->at, list->n * sizeof *at);
    list->at = at;
    list->cap = list->n;
}

/* A node of its own whose parts are still the old ones. */
static Node *copy_node(Arena *arena, const Node *node)
{
    Node *out = ARENA_NEW(arena, Node);
    *out = *node;
    copy_list(arena, &out->args);
    if (node->rounding) {
        out->rounding = ARENA_NEW(arena, AstRounding);
        *out->rounding = *node->rounding;
        copy_list(arena, &out->rounding->keeping);
    }
    if (node->allocate) {
        out->allocate = ARENA_NEW(arena, AstAllocate);
        *out->allocate = *node->allocate;
    }
    return out;
}

Node *tree_node(Arena *arena, NodeKind kind, Place place, size_t n)
{
    Node *out = ARENA_NEW(arena, Node);
    *out = (Node){.kind = kind, .place = place, .depth = 1};
    out->args.at = ARENA_ARRAY(arena, Node *, n + 1);
    out->args.n = out->args.cap = n;
    return out;
}

void tree_find(Arena *arena, Node *node, NodeKind kind, NodeFound *out)
{
    if (!node)
        return;
    if (node->kind == kind)
        *VEC_ADD(arena, out) = node;
    Slots slots = slots_of(arena, node);
    for (size_t i = 0; i < slots.n; i++)
        tree_find(arena, *slots.at[i], kind, out);
}

Node *tree_replace(Arena *arena, Node *node, const Node *old, Node *with)
{
    if (node == old)
        return with;
    Node *out = copy_node(arena, node);
    Slots slots = slots_of(arena, out);
    for (size_t i = 0; i < slots.n; i++)
        *slots.at[i] = tree_replace(arena, *slots.at[i], old, with);
    return out;
}

const char *tree_text(Arena *arena, const Node *node)
{
    Buf text = {0};
    node_print(node, &text);
    const char *copy = arena_copy(arena, text.at ? text.at : "", text.n);
    buf_free(&text);
    return copy;
}

/* "kr", "persons", "" for a plain number, "%"; NULL: none of these. */
static const char *unit_word(const Doctor *d, const Type *type)
{
    void *paused = tr_pause(true);      /* it becomes part of a formula */
    const char *unit = show_unit(&d->show, type);
    tr_resume(paused);
    bool known = strcmp(unit, "kr") == 0 || strcmp(unit, "persons") == 0
                 || strcmp(unit, "%") == 0 || *unit == '\0';
    return known ? unit : NULL;
}

Node *tree_amount(const Doctor *d, const Type *type, const Rat *num,
                  Place place)
{
    const char *unit = unit_word(d, type);
    if (type->percent)
        num = rat_mul(d->pool, num, rat_int(d->pool, 100));
    int places = rat_places(num, 15);
    if (!unit || places < 0 || rat_sign(num) < 0)
        return NULL;
    Node *node = tree_node(d->arena, NODE_NUMBER, place, 0);
    node->text = rat_decimal(d->arena, num, places);
    if (*unit)
        node->word = (Word){unit, place};
    return node;
}
