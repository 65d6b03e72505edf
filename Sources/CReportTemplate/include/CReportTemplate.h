#ifndef CREPORTTEMPLATE_H
#define CREPORTTEMPLATE_H

#include <stddef.h>

/// A text that is part of the program; it has no zero at its end.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} report_text;

/// report.html: the page, with `{{name}}` where a report's own parts go.
report_text report_page(void);
/// report.css
report_text report_style(void);
/// The files of script/, one after the other.
report_text report_script(void);

#endif
