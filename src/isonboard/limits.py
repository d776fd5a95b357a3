"""Every bound on what others may send, in one place: size, depth, count, time, and memory through these.

Where a bound is reached, the rest is left out and that is said, or the whole is refused in a sentence; nothing is cut
in the middle of a character or of a command. Each room takes its bounds from here under the name it uses.
`tests/hostile` holds every reader to them. Units are in the names: LETTERS are characters of text, BYTES as they come.
"""

# text that is shown
LINE_LETTERS = 2_000  # characters of one-line text: names, titles, descriptions
BLOCK_LETTERS = 1_000_000  # characters of a document
MARKS_IN_A_ROW = 5  # combining marks: more than any living orthography needs

# answers of servers
REDIRECTS = 5  # hops followed before we call it a circle
ANSWER_BYTES = 64 * 1024 * 1024  # bytes of one API answer, unpacked
ERROR_ANSWER_BYTES = 64 * 1024  # read of an error's body
PAUSE_SECONDS = 90.0  # we wait for a host that asks for a pause, before giving up with RateLimitedError
ANSWER_SECONDS = 900.0  # one answer may take in all, however steadily it drips
ATTEMPTS = 4  # tries of one request, the first included
PAGES = 5_000  # pages of one walk: more is a loop
PORTAL_BYTES = 512 * 1024 * 1024  # some 300,000 projects
PROBE_BYTES = 512 * 1024 * 1024  # the address may be the catalog itself
DOCUMENT_BYTES = 2 * 1024 * 1024  # bytes of one document
KEPT_ANSWER_BYTES = 256 * 1024 * 1024  # bytes of one kept body, before compression
KEPT_ANSWERS_BYTES = 512 * 1024 * 1024  # bytes of all kept bodies, compressed; the longest unused go first
COUNT = 2**53  # the largest whole number that JSON carries exactly
LISTED = 200  # entries kept of a foreign list
INNERSOURCE_JSON_BYTES = 256 * 1024  # an innersource.json

# issues
ISSUES_FILE_BYTES = 64 * 1024 * 1024  # bytes of one file
ISSUES = 20_000  # issues of one repository
COMMENT_LETTERS = 6_000  # characters of a comment that are read: who claims says so early
CLAIM_SENTENCE_LETTERS = 400  # nobody claims in a longer sentence
REFERENCES_LETTERS = 20_000  # read of one text
LABEL_LETTERS = 120  # forges allow 50 to 255, and no invitation is longer than this
WANTS_LETTERS = 1_200  # characters of a description that are read (the longest of a hundred has 1,118)

# what is typed, and the search index
QUERY_LETTERS = 256  # characters typed; the rest is not searched
QUERY_WORDS = 12  # words; the first ones count
NAME_LETTERS = 120  # letters of a name that are compared
WORD_LETTERS = 40  # what is longer is cut (base64, hashes, URLs)
INDEXED_LETTERS = 20_000  # characters of documents that are read for terms

# a repository's files
FILE_BYTES = 1_000_000  # bytes of one file; what is longer is cut at its last whole line
FILES = 20_000  # files of one tree, the shallow ones first
FOLDERS_DEEP = 12  # folders below the root
LINKS = 500  # links of one tree that are followed at all: each costs a resolution
COMMITS = 50_000  # counted of the last year
GIT_SECONDS = 30.0  # a command may take
LINK_HOPS = 5  # symbolic links followed inside the tree
SUBMODULES = 200  # of one repository
GITMODULES_BYTES = 200_000  # bytes of .gitmodules
LFSCONFIG_BYTES = 100_000  # bytes of .lfsconfig
ATTRIBUTE_FILES = 50  # .gitattributes that are read for large files
ATTRIBUTE_BYTES = 100_000  # each of them
HASHED_FILES = 20_000  # changed files whose content is in the consent; of further ones size and time
HASHED_BYTES = 200_000_000  # their content in all
GIT_CONFIG_BYTES = 1_000_000  # a longer configuration is not one that people write

# manifests and plans
NESTING = 150  # brackets or markers in brackets; real manifests stay below 20
COMMENTED_JSON_LETTERS = 100_000  # characters of JSON with comments
TOML_DOTS = 400  # dots on one line of TOML: dotted keys cost the square of their parts
YAML_LETTERS = 150_000  # a workflow is short, a lock file is not read
XML_ELEMENTS = 100_000  # elements of one document; documents that declare entities are not read
PACKAGE_NAME_LETTERS = 214  # characters of a package's name; npm's own limit is the largest of those known
PACKAGES = 2_000  # names of one project
QUOTE_LETTERS = 160  # characters of a quoted line
SEARCHED_LINE_LETTERS = 400  # characters of a line that are searched
SEARCHED_LINES = 20_000  # lines of a file that are searched
SEARCHED_LETTERS = 250_000  # characters of a file that are searched over several lines
COMMANDS_LETTERS = 200_000  # characters of one block that are split
COMMAND_LINE_LETTERS = 4_000  # characters of one command line
ARGUMENTS = 40  # words of one command
ARGUMENT_LETTERS = 200  # characters of one word
BLOCK_LINE_LETTERS = 600  # characters of a line that are looked at
BLOCK_LINES = 10_000  # lines of a document
INCLUDES = 10  # included makefiles that are read
TARGETS = 500  # of one file
TARGET_LINE_LETTERS = 1_000  # characters of a line that are looked at for a target
PIPELINE_STEPS = 400  # steps of all workflows together
PLAN_STEPS = 60  # steps of one plan
ROOTS = 12  # roots of one plan; more are named in a warning
FOLDERS = 400  # folders that are looked at
STATED_COMMAND_LETTERS = 1_000  # characters of a command that documents state
JUDGED_LINE_LETTERS = 2_000  # characters of a line that a person could still judge

# guidance
GUIDANCE_QUOTE_LETTERS = 300  # characters of a quoted line
PARAGRAPH_LETTERS = 6_000  # characters of one paragraph that are looked at: longer ones are no prose
GUIDANCE_COMMAND_LINES = 300  # lines of one code block
PEOPLE = 40  # people named by the documents
PLACES = 6  # places to ask
SNIFFED_LETTERS = 20_000  # looked at to tell the markup of a file that does not name it

# children and their output
OUTPUT_LINE_LETTERS = 2_000  # characters of one line
OUTPUT_LINES_A_SECOND = 200  # shown; the log has them all
LOG_BYTES = 20_000_000  # bytes of one log file
PENDING_BYTES = 64_000  # without a line end
JOB_LOG_LINES = 5_000  # lines kept of one job; the log file has them all
JOB_LINE_BYTES = 4_000_000  # one line of a job of ours

# the engineer's own files
STARTER_LETTERS = 512_000  # characters of a starter file
NOTE_LETTERS = 20_000  # characters of a note
IMPORT_LETTERS = 8_000_000  # a few ten thousand favourites
ENV_FILE_BYTES = 1_000_000  # a .env or its example
SESSION_LETTERS = 2_000  # characters of a search that is kept
SESSION_FILTERS = 50  # values of a filter
CONFIG_BYTES = 1_000_000  # one settings file
NOTEBOOK_BYTES = 64_000_000  # favourites, profile or journeys: more than a hundred thousand entries


# what the fuzzers hold every reader to, for inputs of a few kilobytes (they take milliseconds)
FUZZ_SECONDS = 10
FUZZ_MEMORY_MB = 1_500
