'use strict';
// The parts of a report that need a script: the graph of stacks, the table of groups, the theme.
// The page is complete for reading without it. Every text of a dump goes in as text, never as HTML.

