/* SPDX-License-Identifier: PostgreSQL */
/*-------------------------------------------------------------------------
 *
 * workspace.c
 *		Reading the workspace's plain SQL, statement by statement.
 *
 * A workspace is made from SQL files that psql could run as they are.  The
 * installer (create_workspace, in PL/pgSQL) has to decide for each statement
 * whether it applies: a bureau's own view keeps its place, a foreign key to a
 * view cannot be made, a comment belongs only on what was just created.  For
 * that it must know where a statement ends and which relation it is about,
 * and PostgreSQL's own parser is the only thing that knows this for sure.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "parser/parse_type.h"
#include "parser/parser.h"
#include "tcop/utility.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "install/workspace_source.h"

/*
 * What the installer needs to know of one statement.  Pointers lead into the
 * parse tree; NULL where a statement has no such thing.
 */
typedef struct StatementSubject
{
	const char *relation;		/* relation it creates, changes or fills */
	const char *part;			/* constraint, index or trigger on that
								 * relation; a function or type */
	const char *referenced;		/* relation a foreign key points to */
	List	   *rules;			/* names of the constraints of a new table */
	List	   *columns;		/* names of its columns */
} StatementSubject;

/* The last name of a possibly qualified one: the part after the schema. */
static const char *
unqualified(List *names)
{
	return strVal(llast(names));
}

/* The named constraints among the elements of CREATE TABLE, those of its columns included. */
static List *
names_of_constraints(List *elements)
{
	List	   *names = NIL;
	ListCell   *lc;

	foreach(lc, elements)
	{
		Node	   *element = lfirst(lc);

		if (IsA(element, ColumnDef))
			names = list_concat(names, names_of_constraints(castNode(ColumnDef, element)->constraints));
		else if (IsA(element, Constraint) && castNode(Constraint, element)->conname != NULL)
			names = lappend(names, castNode(Constraint, element)->conname);
	}
	return names;
}

static List *
names_of_columns(List *elements)
{
	List	   *names = NIL;
	ListCell   *lc;

	foreach(lc, elements)
	{
		Node	   *element = lfirst(lc);

		if (IsA(element, ColumnDef))
			names = lappend(names, castNode(ColumnDef, element)->colname);
	}
	return names;
}

/* A function with the types of its arguments, as regprocedure reads it: grade_of(numeric, text). */
static const char *
signature_of(CreateFunctionStmt *function)
{
	StringInfoData signature;
	const char *separator = "";
	ListCell   *lc;

	initStringInfo(&signature);
	appendStringInfo(&signature, "%s(", quote_identifier(unqualified(function->funcname)));
	foreach(lc, function->parameters)
	{
		FunctionParameter *parameter = lfirst_node(FunctionParameter, lc);

		/* what comes out is no argument */
		if (parameter->mode == FUNC_PARAM_TABLE || parameter->mode == FUNC_PARAM_OUT)
			continue;
		appendStringInfo(&signature, "%s%s", separator, TypeNameToString(parameter->argType));
		separator = ", ";
	}
	appendStringInfoChar(&signature, ')');
	return signature.data;
}

static StatementSubject
subject_of_comment(CommentStmt *comment)
{
	StatementSubject subject = {0};

	switch (comment->objtype)
	{
		case OBJECT_TABLE:
		case OBJECT_VIEW:
			subject.relation = unqualified(castNode(List, comment->object));
			break;
		case OBJECT_COLUMN:
			{
				List	   *names = castNode(List, comment->object);

				/*
				 * [schema.]relation.column; the grammar also lets a bare
				 * column pass, which is nobody's
				 */
				if (list_length(names) >= 2)
					subject.relation = strVal(list_nth(names, list_length(names) - 2));
				subject.part = strVal(llast(names));
				break;
			}
		default:
			break;				/* functions and the like stand for themselves */
	}
	return subject;
}

static StatementSubject
subject_of_alter_table(AlterTableStmt *alter)
{
	StatementSubject subject = {0};
	AlterTableCmd *cmd = linitial_node(AlterTableCmd, alter->cmds);

	subject.relation = alter->relation->relname;
	if (cmd->subtype == AT_AddConstraint)
	{
		Constraint *constraint = castNode(Constraint, cmd->def);

		subject.part = constraint->conname;
		if (constraint->contype == CONSTR_FOREIGN)
			subject.referenced = constraint->pktable->relname;
	}
	return subject;
}

static StatementSubject
subject_of(Node *stmt)
{
	StatementSubject subject = {0};

	switch (nodeTag(stmt))
	{
		case T_CreateStmt:
			subject.relation = ((CreateStmt *) stmt)->relation->relname;
			subject.rules = names_of_constraints(((CreateStmt *) stmt)->tableElts);
			subject.columns = names_of_columns(((CreateStmt *) stmt)->tableElts);
			break;
		case T_CreateFunctionStmt:
			subject.part = signature_of((CreateFunctionStmt *) stmt);
			break;
		case T_CreateRangeStmt:
			subject.part = unqualified(((CreateRangeStmt *) stmt)->typeName);
			break;
		case T_ViewStmt:
			subject.relation = ((ViewStmt *) stmt)->view->relname;
			break;
		case T_InsertStmt:
			subject.relation = ((InsertStmt *) stmt)->relation->relname;
			break;
		case T_UpdateStmt:
			subject.relation = ((UpdateStmt *) stmt)->relation->relname;
			break;
		case T_IndexStmt:
			subject.relation = ((IndexStmt *) stmt)->relation->relname;
			subject.part = ((IndexStmt *) stmt)->idxname;
			break;
		case T_CreateTrigStmt:
			subject.relation = ((CreateTrigStmt *) stmt)->relation->relname;
			subject.part = ((CreateTrigStmt *) stmt)->trigname;
			break;
		case T_AlterTableStmt:
			return subject_of_alter_table((AlterTableStmt *) stmt);
		case T_CommentStmt:
			return subject_of_comment((CommentStmt *) stmt);
		default:
			break;
	}
	return subject;
}

static Datum
text_or_null(const char *cstring, bool *isnull)
{
	*isnull = cstring == NULL;
	return *isnull ? (Datum) 0 : CStringGetTextDatum(cstring);
}

static Datum
text_array_or_null(List *names, bool *isnull)
{
	Datum	   *elements = palloc(sizeof(Datum) * Max(list_length(names), 1));
	int			n = 0;
	ListCell   *lc;

	*isnull = names == NIL;
	if (*isnull)
		return (Datum) 0;
	foreach(lc, names)
		elements[n++] = CStringGetTextDatum((char *) lfirst(lc));
	return PointerGetDatum(construct_array(elements, n, TEXTOID, -1, false, TYPALIGN_INT));
}

PG_FUNCTION_INFO_V1(workspace_statements);

/*
 * workspace_statements(script text)
 *		RETURNS TABLE (command, relation, part, referenced, rules, columns, statement)
 *
 * One row per SQL statement of the script, in order: its command tag, the
 * relation it is about, the constraint, index, trigger or column on it (or the
 * function or type that is made), the relation a foreign key references, the
 * constraints and the columns of a new table, and its text; NULL where there is
 * no such thing.  Nothing is executed or looked up; a
 * syntax error is reported as PostgreSQL reports it.
 */
Datum
workspace_statements(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *script = text_to_cstring(PG_GETARG_TEXT_PP(0));
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);

	foreach(lc, raw_parser(script, RAW_PARSE_DEFAULT))
	{
		RawStmt    *raw = lfirst_node(RawStmt, lc);
		StatementSubject subject = subject_of(raw->stmt);
		const char *start = script + raw->stmt_location;

		/* length 0 means: up to the end of the script */
		int			length = raw->stmt_len > 0 ? raw->stmt_len : (int) strlen(start);
		Datum		values[7];
		bool		nulls[7] = {false};

		CHECK_FOR_INTERRUPTS();

		values[0] = CStringGetTextDatum(CreateCommandName(raw->stmt));
		values[1] = text_or_null(subject.relation, &nulls[1]);
		values[2] = text_or_null(subject.part, &nulls[2]);
		values[3] = text_or_null(subject.referenced, &nulls[3]);
		values[4] = text_array_or_null(subject.rules, &nulls[4]);
		values[5] = text_array_or_null(subject.columns, &nulls[5]);
		values[6] = PointerGetDatum(cstring_to_text_with_len(start, length));

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}

	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(library_version);

/*
 * library_version() RETURNS text
 *
 * The version that the library was built as.  It is there as soon as the files
 * of a version are installed, the functions of that version not before ALTER
 * EXTENSION.
 */
Datum
library_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(workspace_version));
}

PG_FUNCTION_INFO_V1(workspace_files);

/*
 * workspace_files() RETURNS TABLE (file, script)
 *
 * The SQL files that a workspace is made of, floors in the order of
 * installation and then packs, with @workspace@ in the place of its schema.
 * In the encoding of the database; a character that it lacks is an error.
 */
Datum
workspace_files(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (const WorkspaceFile *file = workspace_source; file->name != NULL; file++)
	{
		char	   *script = pg_any_to_server(file->script, (int) strlen(file->script), PG_UTF8);
		Datum		values[2] = {CStringGetTextDatum(file->name), CStringGetTextDatum(script)};
		bool		nulls[2] = {false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
