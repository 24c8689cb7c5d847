/*
 * process_memory.h - the memory of a process of a server, for test programs that talk to one; after tap.h
 */
#ifndef PROCESS_MEMORY_H
#define PROCESS_MEMORY_H

#include <string.h>

/* kB that Linux states of a process: "RssAnon", its own that are resident; "VmHWM", the most ever, shared ones too. */
static long
process_kb(int pid, const char *what)
{
	char		path[64];
	char		line[256];
	size_t		length = strlen(what);
	long		kb = -1;
	FILE	   *status;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	status = fopen(path, "r");
	if (status == NULL)
		tap_bail_out("no /proc/<pid>/status of the process");
	while (fgets(line, sizeof(line), status) != NULL)
		if (strncmp(line, what, length) == 0 && line[length] == ':')
			kb = strtol(line + length + 1, NULL, 10);
	fclose(status);
	if (kb < 0)
		tap_bail_out("the system does not state the memory of a process");
	return kb;
}

#endif							/* PROCESS_MEMORY_H */
