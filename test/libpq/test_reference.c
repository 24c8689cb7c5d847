/*
 * test_reference.c - the extension against values computed by other tools
 *
 *	test_reference <folder>
 *
 * The folder holds the inputs (hand.csv, ilocos.csv, stata_decomp.csv) and what
 * tools made of them (inequality.csv, concentration.csv, survey_se.csv,
 * stata.csv); each value names its tool, and EXACT is rational arithmetic.  The
 * inputs are loaded into temporary tables, every value is asked for in SQL as a
 * user would, and each gives one TAP line.
 *
 * What is not compared is on purpose: a row that no table below names is a
 * failure, and those that stand there with a reason are counted.
 *
 * Connects as the environment says (PGHOST, PGPORT, PGDATABASE, ...) to a
 * database that has the extension.
 */
#define TAP_LIBPQ
#include "../tap.h"

#include <ctype.h>

#include "../reference.h"

/* Where other tools have printed rounding of their own. */
#define BAR_EXACT_GINI	1e-14
#define BAR_GINI		1e-13

static Question inequality[] = {
	{"gini", "", "gini($x$w)"},
	{"gini_bc", "n/(n-1)", "gini_unbiased($x)"},
	{"gini_absolute", "", "gini_absolute($x$w)"},
	{"gini", "", "gini_extended($x, 2$w)"},
	{"s80s20", "frac", "quintile_share_ratio($x$w)"},
	{"palma", "", "palma($x$w)"},
	{"ge", NULL, "generalized_entropy($x, $o$w)"},
	{"ge", "0", "mean_log_deviation($x$w)"},
	{"ge", "1", "theil($x$w)"},
	{"atkinson", NULL, "atkinson($x, $o$w)"},
	{"hoover", "", "hoover($x$w)"},
	{"cv", "", "coefficient_of_variation($x$w)"},
	{"hhi", "", "hhi($x)"},
	{"hhi_norm", "", "hhi_normalized($x)"},
};

static Question concentration[] = {
	{"ci", "truezero", "concentration_index($x, $y$w)"},
	{"ci_generalized", "truezero generalized", "concentration_index_generalized($x, $y$w)"},
	{"ci_erreygers", NULL, "concentration_index_erreygers($x, $y, $o$w)"},
	{"ci_wagstaff", NULL, "concentration_index_wagstaff($x, $y, $o$w)"},
	{"ci_extended", NULL, "concentration_index_extended($x, $y, $o$w)"},
	{"ci_se", "robust HC1", "(concentration_interval($x, $y, 0.95$w)).std_error"},
	{"ci_se", "classical", .reason = "takes the variance to be the same at all ranks"},
	{"ci_generalized_se", NULL, .reason = "intervals are of the standard index"},
	{"ci_erreygers_se", NULL, .reason = "intervals are of the standard index"},
	{"ci_wagstaff_se", NULL, .reason = "intervals are of the standard index"},
	{"ci_symmetric", NULL, .reason = "not offered"},
	{"ci_gen_symmetric", NULL, .reason = "not offered"},
	{"ci_gen_extended", NULL, .reason = "not offered"},
	{"ci_modified", NULL, .reason = "not offered"},
};

static Question survey[] = {
	{"gini_var", "zalinearization;bc=FALSE", "(gini_interval($x, 0.95)).std_error ^ 2"},
	{"gini_var", NULL, .reason = "of the Gini index with n/(n-1), or by another method"},
	{"gini_ci_lo", NULL, .reason = "not on the logit scale"},
	{"gini_ci_hi", NULL, .reason = "not on the logit scale"},
	{"gini", "bc=FALSE", "gini($x)"},
	{"gini", "bc=TRUE", "gini_unbiased($x)"},
};

#define PART(part, alpha) "(SELECT " part " FROM stata_parts WHERE alpha = " alpha ")"

static Question stata[] = {
	{"gini", NULL, "gini($x)"},
	{"ge0", NULL, "mean_log_deviation($x)"},
	{"ge1", NULL, "theil($x)"},
	{"ge2", NULL, "generalized_entropy($x, 2)"},
	{"ge0", NULL, PART("total", "0")},
	{"ge1", NULL, PART("total", "1")},
	{"ge2", NULL, PART("total", "2")},
	{"within_ge0", NULL, PART("within", "0")},
	{"within_ge1", NULL, PART("within", "1")},
	{"within_ge2", NULL, PART("within", "2")},
	{"between_ge0", NULL, PART("between", "0")},
	{"between_ge1", NULL, PART("between", "1")},
	{"between_ge2", NULL, PART("between", "2")},
};

static void
load_inputs(PGconn *conn, const char *folder)
{
	static const char *const hand[] = {"case", "x", "w", "y"};
	static const char *const ilocos[] = {"province", "income", "family_size", "AP_income", "AP_weight"};
	static const char *const stata[] = {"female", "wage"};

	execute(conn, "SET extra_float_digits = 1");
	execute(conn, "SET client_min_messages = warning");
	execute(conn, "SET search_path = service_eval, public");
	execute(conn, "CREATE TEMP TABLE hand (subset text, x float8, w float8, y float8)");
	execute(conn, "CREATE TEMP TABLE ilocos "
			"(subset text, income float8, family_size float8, ap_income float8, ap_weight float8)");
	execute(conn, "CREATE TEMP TABLE stata_decomp (female int, wage float8)");
	load_table(conn, folder, "hand.csv", "hand", hand, COUNT(hand));
	load_table(conn, folder, "ilocos.csv", "ilocos", ilocos, COUNT(ilocos));
	load_table(conn, folder, "stata_decomp.csv", "stata_decomp", stata, COUNT(stata));
	execute(conn, "CREATE TEMP VIEW stata_parts AS "
			"SELECT alpha, (entropy_decomposition(alpha, array_agg(n), array_agg(mean), array_agg(entropy))).* "
			"FROM (SELECT alpha, count(*) AS n, avg(wage) AS mean, generalized_entropy(wage, alpha) AS entropy "
			"FROM stata_decomp, unnest('{0,1,2}'::float8[]) AS alpha GROUP BY alpha, female) AS groups "
			"GROUP BY alpha");
}

/* What a reference row is about, as columns and rows of our tables. */
typedef struct Input
{
	char		x[64];
	char		weight[64];		/* "" for none */
	char		rows[320];		/* what follows FROM */
} Input;

/* R writes family.size and AP.income; the columns are family_size and ap_income. */
static void
set_column(char *column, size_t size, const char *name)
{
	char	   *c;

	snprintf(column, size, "%s", name);
	for (c = column; *c != '\0'; c++)
		*c = *c == '.' ? '_' : (char) tolower((unsigned char) *c);
}

/*
 * Subsets of the Ilocos households are such as "all;income", "all;AP.income;AP.weight",
 * "all;income;w=family.size" and "province=La Union;income".
 */
static bool
set_ilocos(Input *input, const char *subset, bool weighted)
{
	char		copy[256];
	char	   *variable;
	char	   *weight;

	snprintf(copy, sizeof copy, "%s", subset);
	variable = strchr(copy, ';');
	if (variable == NULL)
		return false;
	*variable++ = '\0';
	weight = strchr(variable, ';');
	if (weight != NULL)
		*weight++ = '\0';
	if (weight != NULL && strncmp(weight, "w=", 2) == 0)
		weight += 2;
	set_column(input->x, sizeof input->x, variable);
	if (weighted && weight == NULL)
		return false;
	set_column(input->weight, sizeof input->weight, weighted ? weight : "");
	if (strncmp(copy, "province=", 9) == 0)
		snprintf(input->rows, sizeof input->rows, "ilocos WHERE subset = '%s'", copy + 9);
	else
		snprintf(input->rows, sizeof input->rows, "ilocos");
	return true;
}

static bool
set_input(Input *input, const Csv *csv, bool weighted)
{
	const char *name = csv_get(csv, "input");
	const char *subset = csv_get(csv, "subset");

	set_column(input->x, sizeof input->x, "x");
	set_column(input->weight, sizeof input->weight, weighted ? "w" : "");
	if (strcmp(name, "hand") == 0)
		snprintf(input->rows, sizeof input->rows, "hand WHERE subset = '%s'", subset);
	else if (strcmp(name, "ilocos") == 0)
		return set_ilocos(input, strcmp(subset, "unweighted") == 0 ? "all;income" : subset, weighted);
	else if (strcmp(name, "stata_decomp") == 0)
	{
		set_column(input->x, sizeof input->x, "wage");
		snprintf(input->rows, sizeof input->rows, "stata_decomp");
	}
	else						/* survey_se.csv names the hand case */
		snprintf(input->rows, sizeof input->rows, "hand WHERE subset = '%s'", name);
	return true;
}

/* SELECT call FROM rows, with what $x, $y, $w and $o stand for. */
static void
write_query(char *sql, size_t size, const Question *question, const Input *input, const char *args)
{
	size_t		length = (size_t) snprintf(sql, size, "SELECT ");
	char		option[64];
	char	   *separator;
	const char *c;

	snprintf(option, sizeof option, "%s", strchr(args, '=') != NULL ? strchr(args, '=') + 1 : args);
	while ((separator = strchr(option, ';')) != NULL)
		*separator = ',';
	for (c = question->call; *c != '\0' && length < size; c++)
	{
		const char *text = c;
		int			text_length = 1;

		if (*c == '$')
		{
			c++;
			text = *c == 'x' ? input->x : *c == 'y' ? "y" : *c == 'o' ? option : input->weight;
			text_length = (int) strlen(text);
			if (*c == 'w' && text_length > 0)
				length += (size_t) snprintf(sql + length, size - length, ", ");
		}
		length += (size_t) snprintf(sql + length, size - length, "%.*s", text_length, text);
	}
	if (length < size)
		length += (size_t) snprintf(sql + length, size - length, " FROM %s%s", input->rows,
									strncmp(question->call, "(SELECT", 7) == 0 ? " LIMIT 1" : "");
	if (length >= size)
		tap_bail_out("a query is too long");
}

static double
bar_of(const Csv *csv, const char *measure, bool is_inequality)
{
	if (strcmp(measure, "gini") != 0)
		return BAR_OTHER;
	return strcmp(csv_get(csv, is_inequality ? "value_from" : "tool"), "EXACT") == 0 ? BAR_EXACT_GINI : BAR_GINI;
}

/* Ask all questions about the rows of one file. */
static void
test_file(PGconn *conn, const char *folder, const char *file, Question *question, size_t n)
{
	bool		is_inequality = question == inequality;
	Csv		   *csv = csv_open(folder, file);
	int			info = 0;
	size_t		i;

	while (csv_next(csv))
	{
		const char *measure = csv_get(csv, "measure");
		const char *args = csv_get(csv, is_inequality ? "param" : "args");
		bool		weighted = is_inequality ? csv_get(csv, "weighted")[0] != '\0' : question == concentration;
		bool		known = false;
		Input		input;
		char		sql[1024];

		if (is_inequality && strcmp(csv_get(csv, "use"), "oracle") != 0)
		{
			info++;
			continue;
		}
		for (i = 0; i < n; i++)
		{
			if (strcmp(question[i].measure, measure) != 0 ||
				(question[i].args != NULL && strcmp(question[i].args, args) != 0) ||
				(question[i].call == NULL && known))
				continue;
			known = true;
			if (question[i].call == NULL)
				question[i].rows++;
			else if (!set_input(&input, csv, weighted))
				tap_ok(false, "%s: %s is not understood", file, csv_get(csv, "subset"));
			else
			{
				write_query(sql, sizeof sql, &question[i], &input, args);
				check_number(conn, &question[i], sql, csv_get(csv, "value"), bar_of(csv, measure, is_inequality));
			}
		}
		if (!known)
			tap_ok(false, "%s: nothing is said about %s %s", file, measure, args);
	}
	csv_close(csv);

	if (info > 0)
		printf("# %s: %d rows for information only\n", file, info);
	report_questions(file, question, n);
}

int
main(int argc, char **argv)
{
	PGconn	   *conn;

	if (argc != 2)
		tap_bail_out("usage: test_reference <folder>");
	conn = tap_connect();
	load_inputs(conn, argv[1]);
	test_file(conn, argv[1], "inequality.csv", inequality, COUNT(inequality));
	test_file(conn, argv[1], "concentration.csv", concentration, COUNT(concentration));
	test_file(conn, argv[1], "survey_se.csv", survey, COUNT(survey));
	test_file(conn, argv[1], "stata.csv", stata, COUNT(stata));
	PQfinish(conn);
	return tap_done();
}
