/* show.c - values as people read them. */

#include "study/show.h"

#include <string.h>

#include "base/tr.h"
#include "check/check.h"

/* Decimals of a number that goes on, and of one that is shown in full. */
#define PLACES_CUT 4
#define PLACES_FULL 6
#define PLACES_MOST 18
/* Of what is rounded to a unit. */
#define PLACES_UNIT 100

const char *show_unit(const Show *show, const Type *type)
{
    if (type->kind != TYPE_NUMBER)
        return "";
    if (type->percent)
        return "%";
    Buf buf = {0};
    type_say(show->program, type, &buf);
    char *unit = arena_copy(show->arena, buf.at ? buf.at : "", buf.n);
    buf_free(&buf);
    size_t n = 0;
    for (size_t i = 0; unit[i]; i++)
        if (unit[i] != ' ')
            unit[n++] = unit[i];
    unit[n] = '\0';
    return unit;
}

/* Digits with a no-break space between groups of three; digits starts with an
 * optional minus and may have decimals. */
static void add_grouped(Buf *buf, const char *digits)
{
    if (*digits == '-')
        buf_add_char(buf, *digits++);
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            buf_add(buf, NBSP);
        buf_add_char(buf, digits[i]);
    }
    if (digits[whole] == '.')
        buf_add_char(buf, tr_decimal_mark());
    buf_add(buf, digits + whole + (digits[whole] == '.'));
}

static const Rat *power_of_ten(RatPool *pool, int places)
{
    int64_t n = 1;
    for (int i = 0; i < places; i++)
        n *= 10;
    return rat_int(pool, n);
}

/* How many decimals to show of a number that goes on: four, and of one nearer
 * zero than 1 the first six digits that count. */
static int places_cut(const Show *show, const Rat *size)
{
    const Rat *one = rat_int(show->pool, 1);
    if (rat_cmp(size, one) >= 0)
        return PLACES_CUT;
    int zeros = 0;
    while (zeros < PLACES_MOST - PLACES_FULL
           && rat_cmp(rat_mul(show->pool, size,
                              power_of_ten(show->pool, zeros + 1)), one) < 0)
        zeros++;
    return zeros + PLACES_FULL;
}

static void add_decimal(const Show *show, Buf *buf, const Rat *num)
{
    const Rat *size = rat_abs(show->pool, num);
    int most = places_cut(show, size);
    int places = rat_places(num, most > PLACES_FULL ? most : PLACES_FULL);
    if (places >= 0) {
        add_grouped(buf, rat_decimal(show->arena, num, places));
        return;
    }
    const Rat *scale = power_of_ten(show->pool, most);
    const Rat *cut = rat_floor(show->pool, rat_mul(show->pool, size, scale));
    if (rat_sign(num) < 0)
        buf_add_char(buf, '-');
    add_grouped(buf, rat_decimal(show->arena,
                                 rat_div(show->pool, cut, scale), most));
    buf_add(buf, ELLIPSIS);
}

static void add_number(const Show *show, Buf *buf, const Type *type,
                       const Rat *num)
{
    if (type->percent)
        num = rat_mul(show->pool, num, rat_int(show->pool, 100));
    add_decimal(show, buf, num);
}

static const char *finish(const Show *show, Buf *buf)
{
    const char *text = arena_copy(show->arena, buf->at ? buf->at : "", buf->n);
    buf_free(buf);
    return text;
}

const char *show_plain(const Show *show, const Type *type, const Rat *num)
{
    Buf buf = {0};
    add_number(show, &buf, type, num);
    return finish(show, &buf);
}

static void add_amount(const Show *show, Buf *buf, const Type *type,
                       const Rat *num)
{
    add_number(show, buf, type, num);
    const char *unit = show_unit(show, type);
    if (*unit)
        buf_addf(buf, NBSP "%s", unit);
}

const char *show_amount(const Show *show, const Type *type, const Rat *num)
{
    Buf buf = {0};
    add_amount(show, &buf, type, num);
    return finish(show, &buf);
}

const char *show_rounded(const Show *show, const Type *type, const Rat *num,
                         const Rat *unit)
{
    const Rat *shown = num;
    if (type->percent) {
        shown = rat_mul(show->pool, num, rat_int(show->pool, 100));
        unit = rat_mul(show->pool, unit, rat_int(show->pool, 100));
    }
    int most = rat_places(unit, PLACES_UNIT);
    int places = most < 0 ? -1 : rat_places(shown, most);
    if (places < 0)
        return show_amount(show, type, num);
    Buf buf = {0};
    add_grouped(&buf, rat_decimal(show->arena, shown, places));
    const char *word = show_unit(show, type);
    if (*word)
        buf_addf(&buf, NBSP "%s", word);
    return finish(show, &buf);
}

const char *show_exact(const Show *show, const Type *type, const Rat *num)
{
    Buf buf = {0};
    add_amount(show, &buf, type, num);
    if (!rat_is_whole(num)) {
        const char *text = rat_text(show->arena, num);
        size_t over = strcspn(text, "/");
        size_t under = strlen(text + over);
        over -= text[0] == '-';
        under -= under > 0;
        if (over > SHOW_DIGITS_MAX || under > SHOW_DIGITS_MAX)
            buf_addf(&buf, tr(" (exactly a fraction of %zu by %zu digits)"),
                     over, under);
        else
            buf_addf(&buf, tr(" (exactly\xC2\xA0%s)"), text);
    }
    return finish(show, &buf);
}

const char *show_value(const Show *show, const Type *type, const Value *value,
                       bool exact)
{
    if (value->undefined)
        return arena_format(show->arena, tr("undefined: %s"),
                            value->undefined->why);
    char date[11];
    switch (type->kind) {
    case TYPE_NUMBER:
        if (!value->num)
            return "?";
        return exact ? show_exact(show, type, value->num)
                     : show_amount(show, type, value->num);
    case TYPE_FLAG:
        return value->flag ? tr("true") : tr("false");
    case TYPE_TEXT:
        return arena_format(show->arena, "\"%s\"",
                            value->text ? value->text : "");
    case TYPE_DATE:
        date_write(value->date, date);
        return arena_string(show->arena, date);
    }
    return "?";
}

const char *show_marks(const Show *show, const Value *value)
{
    static const struct {
        unsigned char bit;
        const char *word;
    } mark[] = {{MARK_ESTIMATED, N_("estimated")},
                {MARK_CALIBRATED, N_("calibrated")}};
    Buf buf = {0};
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++) {
        bool own = value->marks & mark[i].bit;
        if (!own && !(value->pooled & mark[i].bit))
            continue;
        buf_addf(&buf, "%s%s%s", buf.n ? "; " : " [", tr(mark[i].word),
                 own ? "" : tr(" through a total"));
    }
    if (buf.n)
        buf_add_char(&buf, ']');
    return finish(show, &buf);
}
