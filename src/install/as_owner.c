/* SPDX-License-Identifier: PostgreSQL */
/*-------------------------------------------------------------------------
 *
 * as_owner.c
 *		Running a workspace's statements as the owner of its schema.
 *
 * The statements that make a workspace find its tables and functions by their
 * names, so its schema has to be in their search path.  Its owner can put
 * functions, operators and triggers there, and PostgreSQL runs what fits
 * best.  So these statements, and nothing else, run under that path, and they
 * run as the owner: whatever of the owner's code they meet can do no more
 * than its owner could do anyway, even when a superuser calls.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_database.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

static Oid
owner_of_database(void)
{
	HeapTuple	tuple = SearchSysCache1(DATABASEOID, ObjectIdGetDatum(MyDatabaseId));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for database %u", MyDatabaseId);
	owner = ((Form_pg_database) GETSTRUCT(tuple))->datdba;
	ReleaseSysCache(tuple);
	return owner;
}

/* The role that owns a schema; of "public", that which pg_database_owner stands for. */
static Oid
owner_of_schema(Oid schema)
{
	HeapTuple	tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(schema));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_SCHEMA),
				 errmsg("schema with OID %u does not exist", schema)));
	owner = ((Form_pg_namespace) GETSTRUCT(tuple))->nspowner;
	ReleaseSysCache(tuple);
	return owner == ROLE_PG_DATABASE_OWNER ? owner_of_database() : owner;
}

/* Whether the current user could SET ROLE to it, so that running as that role gives no right that was not there. */
static bool
may_become(Oid role)
{
#if PG_VERSION_NUM >= 160000
	return member_can_set_role(GetUserId(), role);
#else
	return is_member_of_role(GetUserId(), role);
#endif
}

PG_FUNCTION_INFO_V1(acting_owner);

/*
 * acting_owner(workspace regnamespace) RETURNS regrole
 *
 * The role that run_as_owner() would run as; NULL where it would refuse.
 */
Datum
acting_owner(PG_FUNCTION_ARGS)
{
	Oid			owner = owner_of_schema(PG_GETARG_OID(0));

	if (!may_become(owner))
		PG_RETURN_NULL();
	PG_RETURN_OID(owner);
}

/* From here to the end of the current GUC nest level names are those of the schema, then those of PostgreSQL. */
static void
look_into(Oid schema)
{
	char	   *name = get_namespace_name(schema);
	char	   *path = psprintf("%s, pg_temp", quote_identifier(name));
	List	   *found;

	(void) set_config_option("search_path", path, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);

	/*
	 * a schema that one may not use is passed over, and new tables would go
	 * into the next one
	 */
	found = fetch_search_path(false);
	if (found == NIL || linitial_oid(found) != schema)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for schema %s", name),
				 errdetail("Its owner \"%s\" may not use it.", GetUserNameFromId(GetUserId(), false)),
				 errhint("GRANT USAGE, CREATE ON SCHEMA %s TO %s.", quote_identifier(name),
						 quote_identifier(GetUserNameFromId(GetUserId(), false)))));
	list_free(found);
}

/* Only for whoever could become the owner of the schema. */
static void
refuse_others(Oid schema, Oid owner)
{
	if (!may_become(owner))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for workspace \"%s\"", get_namespace_name(schema)),
				 errdetail("It belongs to role \"%s\", of which \"%s\" is not a member.",
						   GetUserNameFromId(owner, false), GetUserNameFromId(GetUserId(), false)),
				 errhint("Call this as role \"%s\" or as a member of it.", GetUserNameFromId(owner, false))));
}

/* What the owner's statement may leave behind: the caller's user, settings and SPI as they were. */
typedef struct OwnerContext
{
	Oid			caller;
	int			security;
	int			settings;		/* GUC nest level */
} OwnerContext;

/*
 * Becomes the owner of a schema, with the schema in the search path.
 *
 * Where that is another role than the caller, the statement may meet code of
 * somebody whom the caller has no reason to trust.  A local change of the
 * user keeps that code from changing it back (RESET ROLE), and a restricted
 * operation from leaving something behind that runs as the caller later: a
 * trigger that is deferred to the end of the transaction, a temporary table
 * under the name of one of the caller's, a prepared statement.
 */
static OwnerContext
become_owner(Oid schema)
{
	Oid			owner = owner_of_schema(schema);
	OwnerContext context;

	refuse_others(schema, owner);
	GetUserIdAndSecContext(&context.caller, &context.security);

	/*
	 * also a superuser who did SET ROLE: code of the owner's must not be able
	 * to take that back
	 */
	if (owner != context.caller || owner != GetSessionUserId())
		SetUserIdAndSecContext(owner,
							   context.security | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
	context.settings = NewGUCNestLevel();
	look_into(schema);

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	return context;
}

/* After an error the end of the (sub)transaction does this. */
static void
become_caller(OwnerContext context)
{
	SPI_finish();
	AtEOXact_GUC(false, context.settings);
	SetUserIdAndSecContext(context.caller, context.security);
}

static void
execute(const char *statement, bool read_only)
{
	int			result = SPI_execute(statement, read_only, 0);

	if (result < 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("statement cannot be run within a function: %s", SPI_result_code_string(result))));
}

PG_FUNCTION_INFO_V1(run_as_owner);

/*
 * run_as_owner(workspace regnamespace, statement text) RETURNS void
 *
 * Runs one statement with the schema in its search path, as the schema's
 * owner.  What it creates belongs to that role.
 */
Datum
run_as_owner(PG_FUNCTION_ARGS)
{
	char	   *statement = text_to_cstring(PG_GETARG_TEXT_PP(1));
	OwnerContext context = become_owner(PG_GETARG_OID(0));

	execute(statement, false);
	become_caller(context);
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(ask_as_owner);

/*
 * ask_as_owner(workspace regnamespace, query text) RETURNS text[]
 *
 * The first column of what a query answers as the schema's owner, with the
 * schema in its search path; NULLs are left out.
 */
Datum
ask_as_owner(PG_FUNCTION_ARGS)
{
	char	   *query = text_to_cstring(PG_GETARG_TEXT_PP(1));
	MemoryContext caller = CurrentMemoryContext;
	OwnerContext context = become_owner(PG_GETARG_OID(0));
	ArrayBuildState *answers = initArrayResult(TEXTOID, caller, false);

	execute(query, true);
	if (SPI_tuptable != NULL)
	{
		for (uint64 row = 0; row < SPI_processed; row++)
		{
			char	   *value = SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, 1);

			if (value != NULL)
				answers = accumArrayResult(answers, CStringGetTextDatum(value), false, TEXTOID, caller);
		}
	}
	become_caller(context);
	PG_RETURN_DATUM(makeArrayResult(answers, CurrentMemoryContext));
}

/* Whether this is a table or view of the schema that belongs to its owner, or to a role whose rights the owner has. */
static bool
belongs_to(Oid relation, Oid schema, Oid owner)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
	Form_pg_class class;
	bool		result;

	if (!HeapTupleIsValid(tuple))
		return false;
	class = (Form_pg_class) GETSTRUCT(tuple);
	result = class->relnamespace == schema && has_privs_of_role(owner, class->relowner);
	ReleaseSysCache(tuple);
	return result;
}

PG_FUNCTION_INFO_V1(lock_as_owner);

/*
 * lock_as_owner(workspace regnamespace, relation oid, wait boolean)
 *		RETURNS boolean
 *
 * Locks a table or view of the schema against everybody, up to the end of
 * the (sub)transaction; false where somebody else has it and there is no
 * waiting.  One that is gone, or somebody else's, is left alone.  LOCK
 * TABLE would lock all that a view reads as well, PostgreSQL's own catalogs
 * among it.  Whoever may become the owner of the schema could as well lock
 * by ALTER, so this gives no right that was not there.
 */
Datum
lock_as_owner(PG_FUNCTION_ARGS)
{
	Oid			schema = PG_GETARG_OID(0);
	Oid			relation = PG_GETARG_OID(1);
	Oid			owner = owner_of_schema(schema);

	refuse_others(schema, owner);
	if (!belongs_to(relation, schema, owner))
		PG_RETURN_BOOL(true);
	if (PG_GETARG_BOOL(2))
		LockRelationOid(relation, AccessExclusiveLock);
	else if (!ConditionalLockRelationOid(relation, AccessExclusiveLock))
		PG_RETURN_BOOL(false);
	/* it may have been dropped meanwhile, or given to somebody else */
	if (!belongs_to(relation, schema, owner))
		UnlockRelationOid(relation, AccessExclusiveLock);
	PG_RETURN_BOOL(true);
}
