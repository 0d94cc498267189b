function __searchctl_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __searchctl_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __searchctl_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __searchctl_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __searchctl_parse_tokens -S
    set -l unparsed_tokens (__searchctl_tokens -pc)
    switch $unparsed_tokens[1]
    case 'searchctl'
        __searchctl_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'ingest'
            __searchctl_parse_subcommand -r 1 'index=' 'format=' 'language=' 'batch=' 'jobs=' 'isolation=' 'document-memory=' 'document-seconds=' 'quiet' 'json' 'version' 'h/help'
        case 'sync'
            __searchctl_parse_subcommand -r 1 'index=' 'format=' 'language=' 'batch=' 'jobs=' 'isolation=' 'document-memory=' 'document-seconds=' 'quiet' 'json' 'dry-run' 'version' 'h/help'
        case 'watch'
            __searchctl_parse_subcommand -r 1 'index=' 'format=' 'language=' 'batch=' 'jobs=' 'isolation=' 'document-memory=' 'document-seconds=' 'quiet' 'json' 'version' 'h/help'
        case 'remove'
            __searchctl_parse_subcommand -r 1 'index=' 'site=' 'before=' 'dry-run' 'quiet' 'version' 'h/help'
        case 'stats'
            __searchctl_parse_subcommand 0 'index=' 'json' 'version' 'h/help'
        case 'verify'
            __searchctl_parse_subcommand 0 'index=' 'quiet' 'json' 'queries=' 'version' 'h/help'
        case 'rebuild'
            __searchctl_parse_subcommand 0 'index=' 'quiet' 'json' 'version' 'h/help'
        case 'compact'
            __searchctl_parse_subcommand 0 'index=' 'quiet' 'json' 'version' 'h/help'
        case 'backup'
            __searchctl_parse_subcommand 1 'index=' 'quiet' 'json' 'version' 'h/help'
        case 'export'
            __searchctl_parse_subcommand 0 'index=' 'o/output=' 'version' 'h/help'
        case 'extract'
            __searchctl_parse_subcommand -r 1 'format=' 'isolation=' 'document-memory=' 'document-seconds=' 'version' 'h/help'
        case 'help'
            __searchctl_parse_subcommand -r 1 'version'
        end
    end
end

function __searchctl_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __searchctl_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __searchctl_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __searchctl_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__searchctl_tokens -p)
    if test -z "$(__searchctl_tokens -t)"
        set -l index (count (__searchctl_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'searchctl' -f
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'ingest' -d 'Add articles from files, folders and standard input.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'sync' -d 'Make the index equal to files and folders, deletions included.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'watch' -d 'Keep the index equal to files and folders while they change.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'remove' -d 'Remove articles from the index.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'stats' -d 'Show what the index holds and how large it is.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'verify' -d 'Check the index against itself and against the stored texts.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'rebuild' -d 'Analyse all stored texts anew.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'compact' -d 'Make the index as small and as fast as it can be.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'backup' -d 'Copy the index as it is at this moment.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'export' -d 'Write all articles as JSON Lines that ingest reads back.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'extract' -d 'Print the articles of files, folders and standard input as JSON Lines.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" format' -l 'format' -d 'The format of all inputs, instead of what their content and names say.' -rfka 'jsonl text markdown html feed wxr jsonfeed ghost csv blogger xml enex telegram opml rst asciidoc epub pdf mail mbox mhtml warc'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" language' -l 'language' -d 'The language of articles that state none, instead of detecting it.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" batch' -l 'batch' -d 'How much text is committed at once, 4K to 1G.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" jobs' -l 'jobs' -d 'Threads that extract and analyse; 0 is one for each processor.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" isolation' -l 'isolation' -d 'Whether documents are read in processes without rights.' -rfka 'on off'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" document-memory' -l 'document-memory' -d 'The most memory that reading a document may take, 128M to 64G.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" document-seconds' -l 'document-seconds' -d 'The longest time that reading a document may take, 1 to 3600.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" quiet' -l 'quiet' -d 'Print nothing but what was not indexed.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" json' -l 'json' -d 'Print what happens to standard output, one JSON object a line.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl ingest" -ge 1' -F
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl ingest" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" format' -l 'format' -d 'The format of all inputs, instead of what their content and names say.' -rfka 'jsonl text markdown html feed wxr jsonfeed ghost csv blogger xml enex telegram opml rst asciidoc epub pdf mail mbox mhtml warc'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" language' -l 'language' -d 'The language of articles that state none, instead of detecting it.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" batch' -l 'batch' -d 'How much text is committed at once, 4K to 1G.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" jobs' -l 'jobs' -d 'Threads that extract and analyse; 0 is one for each processor.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" isolation' -l 'isolation' -d 'Whether documents are read in processes without rights.' -rfka 'on off'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" document-memory' -l 'document-memory' -d 'The most memory that reading a document may take, 128M to 64G.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" document-seconds' -l 'document-seconds' -d 'The longest time that reading a document may take, 1 to 3600.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" quiet' -l 'quiet' -d 'Print nothing but what was not indexed.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" json' -l 'json' -d 'Print what happens to standard output, one JSON object a line.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" dry-run' -l 'dry-run' -d 'Print what would be added, replaced and removed, one article a line, and change nothing.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl sync" -ge 1' -F
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl sync" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" format' -l 'format' -d 'The format of all inputs, instead of what their content and names say.' -rfka 'jsonl text markdown html feed wxr jsonfeed ghost csv blogger xml enex telegram opml rst asciidoc epub pdf mail mbox mhtml warc'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" language' -l 'language' -d 'The language of articles that state none, instead of detecting it.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" batch' -l 'batch' -d 'How much text is committed at once, 4K to 1G.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" jobs' -l 'jobs' -d 'Threads that extract and analyse; 0 is one for each processor.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" isolation' -l 'isolation' -d 'Whether documents are read in processes without rights.' -rfka 'on off'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" document-memory' -l 'document-memory' -d 'The most memory that reading a document may take, 128M to 64G.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" document-seconds' -l 'document-seconds' -d 'The longest time that reading a document may take, 1 to 3600.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" quiet' -l 'quiet' -d 'Print nothing but what was not indexed.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" json' -l 'json' -d 'Print what happens to standard output, one JSON object a line.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl watch" -ge 1' -F
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl watch" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl remove" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl remove" site' -l 'site' -d 'Remove all articles of this site, by its exact name.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl remove" before' -l 'before' -d 'Remove all articles published before this date: 2021, 2021-08 or 2021-08-31. Those without a date stay.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl remove" dry-run' -l 'dry-run' -d 'Print the keys of the articles that would be removed, one a line, and remove nothing.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl remove" quiet' -l 'quiet' -d 'Do not say how many articles were removed.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl remove" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl stats" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl stats" json' -l 'json' -d 'Print a JSON object.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl stats" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl stats" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl verify" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl verify" quiet' -l 'quiet' -d 'Print no progress.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl verify" json' -l 'json' -d 'Print the result to standard output as a JSON object.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl verify" queries' -l 'queries' -d 'Also compare the ranking of so many made-up queries.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl verify" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl rebuild" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl rebuild" quiet' -l 'quiet' -d 'Print no progress.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl rebuild" json' -l 'json' -d 'Print the result to standard output as a JSON object.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl rebuild" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl rebuild" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl compact" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl compact" quiet' -l 'quiet' -d 'Print no progress.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl compact" json' -l 'json' -d 'Print the result to standard output as a JSON object.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl compact" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl compact" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl backup" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl backup" quiet' -l 'quiet' -d 'Print no progress.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl backup" json' -l 'json' -d 'Print the result to standard output as a JSON object.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl backup" -eq 1' -F
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl backup" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl backup" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl export" index' -l 'index' -d 'The index.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl export" o output' -l 'output' -s 'o' -d 'The file to make instead of standard output; it must not exist.' -rF
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl export" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl extract" format' -l 'format' -d 'The format of all inputs, instead of what their content and names say.' -rfka 'jsonl text markdown html feed wxr jsonfeed ghost csv blogger xml enex telegram opml rst asciidoc epub pdf mail mbox mhtml warc'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl extract" isolation' -l 'isolation' -d 'Whether documents are read in processes without rights.' -rfka 'on off'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl extract" document-memory' -l 'document-memory' -d 'The most memory that reading a document may take, 128M to 64G.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl extract" document-seconds' -l 'document-seconds' -d 'The longest time that reading a document may take, 1 to 3600.' -rfka ''
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_positional "searchctl extract" -ge 1' -F
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl extract" version' -l 'version' -d 'Show the version.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl extract" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchctl' -n '__searchctl_should_offer_completions_for_flags_or_options "searchctl help" version' -l 'version' -d 'Show the version.'
