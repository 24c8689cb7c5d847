/* SPDX-License-Identifier: PostgreSQL */
/*
 * workspace_source.h - the plain SQL that a workspace is made of
 */
#ifndef WORKSPACE_SOURCE_H
#define WORKSPACE_SOURCE_H

#include <stddef.h>

typedef struct WorkspaceFile
{
	const char *name;			/* below src/workspace, as 1_facts/sites.sql */
	const char *script;			/* UTF-8 */
} WorkspaceFile;

/* Floors in the order of installation, then packs; ends with a name that is NULL. */
extern const WorkspaceFile workspace_source[];

/* The version of the extension that these files belong to. */
extern const char workspace_version[];

#endif
