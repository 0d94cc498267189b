function __search_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __search_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __search_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __search_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __search_parse_tokens -S
    set -l unparsed_tokens (__search_tokens -pc)
    switch $unparsed_tokens[1]
    case 'search'
        __search_parse_subcommand -r 1 'sort=' 'match=' 'strict' 'site=' 'category=' 'language=' 'author=' 'after=' 'before=' 'collapse=' 'n/limit=' 'all' 'snippets=' 'facets=' 'explain' 'count' 'json' 'ndjson' 'format=' '0/null' 'highlight=' 'color=' 'socket=' 'timeout=' 'deadline=' 'batch' 'suggest' 'copies=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __search_parse_subcommand -r 1 'version'
        end
    end
end

function __search_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __search_parse_subcommand -S -a positional_count
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

function __search_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __search_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__search_tokens -p)
    if test -z "$(__search_tokens -t)"
        set -l index (count (__search_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'search' -f
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" sort' -l 'sort' -d 'The order of the hits.' -rfka 'relevance newest oldest'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" match' -l 'match' -d 'How many of the words an article must have.' -rfka 'auto all any'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" strict' -l 'strict' -d 'Refuse a query with a mistake, and show its place, instead of making the best of it.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" site' -l 'site' -d 'Only this publication.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" category' -l 'category' -d 'Only this category.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" language' -l 'language' -d 'Only this language, as a tag such as en; und for those whose is unknown.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" author' -l 'author' -d 'Only this author.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" after' -l 'after' -d 'Only articles published on this date or later: 2021-08-31, 2021-08, 30d…' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" before' -l 'before' -d 'Only articles published before this date.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" collapse' -l 'collapse' -d 'What to show of articles that are copies of each other: the best of a story, or none collapsed.' -rfka 'story none'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" limit n' -s 'n' -l 'limit' -d 'How many hits, 1 to 1000 (10 without it).' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" all' -l 'all' -d 'All hits, fetched page by page; --limit is then the size of a page.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" snippets' -l 'snippets' -d 'How many passages a hit shows, 0 to 5 (1 without it).' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" facets' -l 'facets' -d 'Also count the hits by some of site, category, author, language, year, month; separated by commas.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" explain' -l 'explain' -d 'Also show what the score is made of.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" count' -l 'count' -d 'Only the number of articles that match.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" json' -l 'json' -d 'The daemon\'s answer as it came, a JSON object; with --all one for each page, a line each.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" ndjson' -l 'ndjson' -d 'A JSON object for each hit, a line each.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" format' -l 'format' -d 'A record for each hit, such as \'{published}\\t{title}\\t{url}\'.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" 0 null' -s '0' -l 'null' -d 'End records with NUL instead of a line end; without --format they are the articles\' keys.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" highlight' -l 'highlight' -d 'How --json, --ndjson and --batch mark the matching words of passages.' -rfka 'ranges html plain'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" color' -l 'color' -d 'Whether to colour: auto does on a terminal unless NO_COLOR is set.' -rfka 'auto always never'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" socket' -l 'socket' -d 'The daemon\'s socket. Without it: $SEARCHD_SOCKET, else your own daemon\'s, else the system\'s.' -rF
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" timeout' -l 'timeout' -d 'Give up after this many seconds.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" deadline' -l 'deadline' -d 'Let the daemon answer with what it has found after this many milliseconds, 1 to 60000.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" batch' -l 'batch' -d 'Read queries from the standard input, a line each, and answer with a line of JSON each, in order.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" suggest' -l 'suggest' -d 'Complete the last word of the query, and find titles that begin with it, instead of searching.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" copies' -l 'copies' -d 'List the copies of an article, named by the number that a hit shows, instead of searching.' -rfka ''
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" version' -l 'version' -d 'Show the version.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'search' -n '__search_should_offer_completions_for_positional "search" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'search' -n '__search_should_offer_completions_for_flags_or_options "search help" version' -l 'version' -d 'Show the version.'
