/*
 * csv.h - reads CSV files with a header line
 *
 *	csv = csv_open(folder, "hand.csv");
 *	while (csv_next(csv))
 *		puts(csv_get(csv, "x"));
 *	csv_close(csv);
 *
 * Fields may be quoted, and lines end in any way.  Include after tap.h: a file
 * that is missing or lacks a column ends the program with `Bail out!`.
 */
#ifndef CSV_H
#define CSV_H

#include <string.h>

#define MAX_FIELDS		32

/* A CSV file with a header; fields may be quoted. */
typedef struct Csv
{
	FILE	   *file;
	char		path[1024];
	char	   *line;
	size_t		line_size;
	char	   *name_line;
	char	   *name[MAX_FIELDS];
	char	   *field[MAX_FIELDS];
	int			n_names;
	int			n_fields;
} Csv;

static void *
must_have(void *memory)
{
	if (memory == NULL)
		tap_bail_out("out of memory");
	return memory;
}

/* Cut a line into fields, in place.  Returns how many there are. */
static int
split_fields(char *line, char **field)
{
	char	   *from = line;
	char	   *to = line;
	int			n = 0;

	for (;;)
	{
		bool		quoted = false;
		char		end;

		if (n == MAX_FIELDS)
			tap_bail_out("too many fields in a line of CSV");
		field[n++] = to;
		for (;; from++)
		{
			if (*from == '"')
			{
				if (quoted && from[1] == '"')
					*to++ = *from++;	/* "" is a quote */
				else
					quoted = !quoted;
			}
			else if (*from == '\0' || (*from == ',' && !quoted))
				break;
			else
				*to++ = *from;
		}
		end = *from++;
		*to++ = '\0';
		if (end == '\0')
			return n;
	}
}

/* Read one line, of any length and with any line end; false at the end of the file. */
static bool
read_line(Csv *csv)
{
	size_t		length = 0;
	bool		quoted = false;
	int			c;

	while ((c = getc(csv->file)) != EOF && (c != '\n' || quoted))
	{
		if (c == '"')
			quoted = !quoted;
		if (length + 2 > csv->line_size)
		{
			csv->line_size = csv->line_size * 2 + 256;
			csv->line = must_have(realloc(csv->line, csv->line_size));
		}
		if (c != '\r')
			csv->line[length++] = (char) c;
	}
	if (c == EOF && length == 0)
		return false;
	if (length + 1 > csv->line_size)
	{
		csv->line_size = length + 256;
		csv->line = must_have(realloc(csv->line, csv->line_size));
	}
	csv->line[length] = '\0';
	return true;
}

static Csv *
csv_open(const char *folder, const char *name)
{
	Csv		   *csv = must_have(calloc(1, sizeof(Csv)));

	snprintf(csv->path, sizeof csv->path, "%s/%s", folder, name);
	csv->file = fopen(csv->path, "r");
	if (csv->file == NULL || !read_line(csv))
	{
		fprintf(stderr, "# cannot read %s\n", csv->path);
		tap_bail_out("a reference file is missing");
	}
	csv->name_line = must_have(strdup(csv->line));
	csv->n_names = split_fields(csv->name_line, csv->name);
	return csv;
}

/* The next row that is not an empty line. */
static bool
csv_next(Csv *csv)
{
	while (read_line(csv))
	{
		if (csv->line[0] == '\0')
			continue;
		csv->n_fields = split_fields(csv->line, csv->field);
		return true;
	}
	return false;
}

/* A field of the row by its name in the header; "" if the row ends before it. */
static const char *
csv_get(const Csv *csv, const char *name)
{
	int			i;

	for (i = 0; i < csv->n_names; i++)
	{
		if (strcmp(csv->name[i], name) == 0)
			return i < csv->n_fields ? csv->field[i] : "";
	}
	fprintf(stderr, "# %s has no column \"%s\"\n", csv->path, name);
	tap_bail_out("a reference file is not as expected");
}

static void
csv_close(Csv *csv)
{
	fclose(csv->file);
	free(csv->line);
	free(csv->name_line);
	free(csv);
}

#endif							/* CSV_H */
