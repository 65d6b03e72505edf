// The page of an HTML report, kept as the files that they are and taken into the program whole:
// `#embed` costs a second to compile, where 100 KB of Swift literals cost half a minute.

#include "CReportTemplate.h"

static const unsigned char page[] = {
#embed "report.html"
};

static const unsigned char style[] = {
#embed "report.css"
};

// One script, so that the page needs one hash; the order is that of use.
static const unsigned char script[] = {
#embed "script/open.js"
  ,
#embed "script/elements.js"
  ,
#embed "script/data.js"
  ,
#embed "script/filter.js"
  ,
#embed "script/stack.js"
  ,
#embed "script/rows.js"
  ,
#embed "script/table.js"
  ,
#embed "script/tree.js"
  ,
#embed "script/icicle.js"
  ,
#embed "script/sorting.js"
  ,
#embed "script/theme.js"
  ,
#embed "script/main.js"
};

report_text report_page(void) { return (report_text){page, sizeof page}; }
report_text report_style(void) { return (report_text){style, sizeof style}; }
report_text report_script(void) { return (report_text){script, sizeof script}; }
