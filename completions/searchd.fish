function __searchd_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __searchd_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __searchd_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __searchd_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __searchd_parse_tokens -S
    set -l unparsed_tokens (__searchd_tokens -pc)
    switch $unparsed_tokens[1]
    case 'searchd'
        __searchd_parse_subcommand 0 'config=' 'check-config' 'index=' 'socket=' 'socket-mode=' 'socket-group=' 'log-level=' 'log-queries=' 'slow-query-ms=' 'similarity=' 'cache-mb=' 'query-threads=' 'deadline-ms=' 'queue-length=' 'max-connections=' 'max-head-bytes=' 'max-body-bytes=' 'idle-timeout-seconds=' 'request-timeout-seconds=' 'write-timeout-seconds=' 'drain-seconds=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __searchd_parse_subcommand -r 1 'version'
        end
    end
end

function __searchd_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __searchd_parse_subcommand -S -a positional_count
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

function __searchd_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __searchd_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__searchd_tokens -p)
    if test -z "$(__searchd_tokens -t)"
        set -l index (count (__searchd_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'searchd' -f
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" config' -l 'config' -d 'Read this configuration file instead of the standard one.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" check-config' -l 'check-config' -d 'Check the configuration, print it as it is in force, and exit.'
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" index' -l 'index' -d 'The index to search; it may come into being later, searches are refused until then. Takes a path; default: /var/lib/searchd/index.sqlite for root, otherwise searchd/index.sqlite in the XDG data directory.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" socket' -l 'socket' -d 'The Unix socket to listen on; a socket inherited from systemd takes its place. Takes a path of at most 107 bytes; default: /run/searchd/searchd.sock for root, otherwise searchd.sock in the XDG runtime directory.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" socket-mode' -l 'socket-mode' -d 'The socket\'s permissions; whoever may write to it may search everything. Takes octal permission bits from 0600 to 0777; default: 0660 for root, otherwise 0600.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" socket-group' -l 'socket-group' -d 'The group the socket is given to. Takes the name or number of a group; default: the daemon\'s own group.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" log-level' -l 'log-level' -d 'The least severe messages that are logged. Takes one of trace, debug, info, notice, warning, error, critical; default: info.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" log-queries' -l 'log-queries' -d 'Whether slow queries are logged with their text, which may be private. Takes true or false; default: false.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" slow-query-ms' -l 'slow-query-ms' -d 'From which duration on a query is logged as slow. Takes a whole number of milliseconds from 1 to 600000; default: 500.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" similarity' -l 'similarity' -d 'How articles are scored: bm25f by weighted fields, bm25 by title and body as one field. Takes one of bm25f, bm25; default: bm25f.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" cache-mb' -l 'cache-mb' -d 'The most memory, in MiB, for posting lists, positions of frequent words and the articles shown last. Takes a whole number from 1 to 1048576; default: 256.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" query-threads' -l 'query-threads' -d 'How many queries run at once. Takes a whole number from 1 to 256; default: the number of processors.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" deadline-ms' -l 'deadline-ms' -d 'After how long a query is answered with what has been found, unless it asks for another deadline. Takes a whole number of milliseconds from 1 to 60000; default: 2000.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" queue-length' -l 'queue-length' -d 'How many queries may wait for a thread; further ones are refused with status 503. Takes a whole number from 1 to 100000; default: 256.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" max-connections' -l 'max-connections' -d 'How many connections are open at once; further ones are refused with status 503. Takes a whole number from 1 to 100000; default: 2000.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" max-head-bytes' -l 'max-head-bytes' -d 'The largest request line and headers together; larger ones are refused with status 414 or 431. Takes a whole number from 1024 to 1048576; default: 32768.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" max-body-bytes' -l 'max-body-bytes' -d 'The largest request body; larger ones are refused with status 413. Takes a whole number from 1024 to 1073741824; default: 8388608.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" idle-timeout-seconds' -l 'idle-timeout-seconds' -d 'How long a connection may stay silent between requests before it is closed. Takes a whole number of seconds from 1 to 86400; default: 300.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" request-timeout-seconds' -l 'request-timeout-seconds' -d 'How long a request may take to arrive, from its first byte to its last. Takes a whole number of seconds from 1 to 3600; default: 15.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" write-timeout-seconds' -l 'write-timeout-seconds' -d 'How long a client may leave an answer unread before it is cut off. Takes a whole number of seconds from 1 to 3600; default: 30.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" drain-seconds' -l 'drain-seconds' -d 'How long the daemon waits for answers under way when it is told to stop. Takes a whole number of seconds from 0 to 600; default: 10.' -rfka ''
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" version' -l 'version' -d 'Show the version.'
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'searchd' -n '__searchd_should_offer_completions_for_positional "searchd" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'searchd' -n '__searchd_should_offer_completions_for_flags_or_options "searchd help" version' -l 'version' -d 'Show the version.'
