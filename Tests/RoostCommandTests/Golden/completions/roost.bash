#!/bin/bash

__roost_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__roost_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__roost_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__roost_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_roost() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    login|init|status|offline|online|disabled|enabled|doctor|run|sync|runs|pull|clean|artifact|server|user|key|team|org|job|launch|launch-add|launch-agent|queue|manual|help)
        # Offer subcommand argument completions
        "_roost_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'login init status offline online disabled enabled doctor run sync runs pull clean artifact server user key team org job launch launch-add launch-agent queue manual help' -- "${cur}"))
        ;;
    esac
}

_roost_login() {
    repeating_flags=()
    non_repeating_flags=(--key-stdin --relogin --verify --no-verify --version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_init() {
    repeating_flags=()
    non_repeating_flags=(--reset --version -h --help)
    repeating_options=()
    non_repeating_options=(--project -p --entity -e --mode -m --host)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--project'|'-p')
        return
        ;;
    '--entity'|'-e')
        return
        ;;
    '--mode'|'-m')
        __roost_add_completions -W 'online'$'\n''offline'$'\n''disabled'
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_status() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_offline() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0
}

_roost_online() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0
}

_roost_disabled() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0
}

_roost_enabled() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0
}

_roost_doctor() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--project --entity --size --host)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--project')
        return
        ;;
    '--entity')
        return
        ;;
    '--size')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_run() {
    repeating_flags=()
    non_repeating_flags=(--save-code --no-console --version -h --help)
    repeating_options=(--tag -t --config -c)
    non_repeating_options=(--project -p --entity -e --name -n --notes --group -g --job-type --id --resume --mode --dir --magic --host)
    __roost_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--project'|'-p')
        return
        ;;
    '--entity'|'-e')
        return
        ;;
    '--name'|'-n')
        return
        ;;
    '--notes')
        return
        ;;
    '--tag'|'-t')
        return
        ;;
    '--group'|'-g')
        return
        ;;
    '--job-type')
        return
        ;;
    '--config'|'-c')
        return
        ;;
    '--id')
        return
        ;;
    '--resume')
        return
        ;;
    '--mode')
        __roost_add_completions -W 'online'$'\n''offline'$'\n''disabled'
        return
        ;;
    '--dir')
        return
        ;;
    '--magic')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_sync() {
    repeating_flags=()
    non_repeating_flags=(--include-offline --no-include-offline --include-online --no-include-online --include-synced --follow --mark-synced --no-mark-synced --skip-console --dry-run --json --version -h --help)
    repeating_options=(--include --exclude)
    non_repeating_options=(--id -p --project -e --entity --job-type -n --parallel --patience --host)
    __roost_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--include')
        return
        ;;
    '--exclude')
        return
        ;;
    '--id')
        return
        ;;
    '-p'|'--project')
        return
        ;;
    '-e'|'--entity')
        return
        ;;
    '--job-type')
        return
        ;;
    '-n'|'--parallel')
        return
        ;;
    '--patience')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_runs() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|export)
        # Offer subcommand argument completions
        "_roost_runs_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show export' -- "${cur}"))
        ;;
    esac
}

_roost_runs_list() {
    repeating_flags=()
    non_repeating_flags=(--json --csv --version -h --help)
    repeating_options=(--filter -f)
    non_repeating_options=(--order -o --columns -c --limit -l --host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--filter'|'-f')
        return
        ;;
    '--order'|'-o')
        return
        ;;
    '--columns'|'-c')
        return
        ;;
    '--limit'|'-l')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_runs_show() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_runs_export() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=(--key -k)
    non_repeating_options=(--format -f --stream -s --from --to --output -o --host)
    __roost_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __roost_add_completions -W 'jsonl'$'\n''csv'
        return
        ;;
    '--stream'|'-s')
        __roost_add_completions -W 'metrics'$'\n''system'$'\n''console'
        return
        ;;
    '--key'|'-k')
        return
        ;;
    '--from')
        return
        ;;
    '--to')
        return
        ;;
    '--output'|'-o')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_pull() {
    repeating_flags=()
    non_repeating_flags=(--list --json --version -h --help)
    repeating_options=(--include -i)
    non_repeating_options=(--output -o --host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--output'|'-o')
        return
        ;;
    '--include'|'-i')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_clean() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --dry-run --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--dir --older-than)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--dir')
        return
        ;;
    '--older-than')
        return
        ;;
    esac
}

_roost_artifact() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    put|get|list)
        # Offer subcommand argument completions
        "_roost_artifact_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'put get list' -- "${cur}"))
        ;;
    esac
}

_roost_artifact_put() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=(--alias -a)
    non_repeating_options=(--name -n --type -t --description -d --host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--name'|'-n')
        return
        ;;
    '--type'|'-t')
        return
        ;;
    '--description'|'-d')
        return
        ;;
    '--alias'|'-a')
        return
        ;;
    '--host')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __roost_add_completions -f
        return
        ;;
    esac
}

_roost_artifact_get() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--root -r --prefix -p --host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--root'|'-r')
        return
        ;;
    '--prefix'|'-p')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_artifact_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--type -t --host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--type'|'-t')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_server() {
    repeating_flags=()
    non_repeating_flags=(--anonymous-accounts --no-anonymous-accounts --version -h --help)
    repeating_options=()
    non_repeating_options=(--host --port --data --tls-certificate --tls-key --public-url --crash-after --job-lease --log-format --log-level)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    '--port')
        return
        ;;
    '--data')
        return
        ;;
    '--tls-certificate')
        return
        ;;
    '--tls-key')
        return
        ;;
    '--public-url')
        return
        ;;
    '--crash-after')
        return
        ;;
    '--job-lease')
        return
        ;;
    '--log-format')
        __roost_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--log-level')
        __roost_add_completions -W 'trace'$'\n''debug'$'\n''info'$'\n''notice'$'\n''warning'$'\n''error'$'\n''critical'
        return
        ;;
    esac
}

_roost_user() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|list|remove|reset|link)
        # Offer subcommand argument completions
        "_roost_user_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add list remove reset link' -- "${cur}"))
        ;;
    esac
}

_roost_user_add() {
    repeating_flags=()
    non_repeating_flags=(--admin --password-stdin --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--email --data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--email')
        return
        ;;
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_user_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_user_remove() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_user_reset() {
    repeating_flags=()
    non_repeating_flags=(--password-stdin --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_user_link() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_key() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|list|remove)
        # Offer subcommand argument completions
        "_roost_key_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add list remove' -- "${cur}"))
        ;;
    esac
}

_roost_key_add() {
    repeating_flags=()
    non_repeating_flags=(--key-stdin --quiet --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--user --name --expires --data --server --api-key)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--user')
        return
        ;;
    '--name')
        return
        ;;
    '--expires')
        return
        ;;
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_key_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--user --data --server --api-key)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--user')
        return
        ;;
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_key_remove() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_team() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|list|remove|members|add-member|remove-member)
        # Offer subcommand argument completions
        "_roost_team_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add list remove members add-member remove-member' -- "${cur}"))
        ;;
    esac
}

_roost_team_add() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--admin --organization --data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--admin')
        return
        ;;
    '--organization')
        return
        ;;
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_team_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_team_remove() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_team_members() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_team_add-member() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--role --data --server --api-key)
    __roost_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--role')
        return
        ;;
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_team_remove-member() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_org() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|list|remove|add-member)
        # Offer subcommand argument completions
        "_roost_org_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add list remove add-member' -- "${cur}"))
        ;;
    esac
}

_roost_org_add() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--admin --data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--admin')
        return
        ;;
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_org_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_org_remove() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--data --server --api-key)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_org_add-member() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--role --data --server --api-key)
    __roost_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--role')
        return
        ;;
    '--data')
        return
        ;;
    '--server')
        return
        ;;
    '--api-key')
        return
        ;;
    esac
}

_roost_job() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    create|list|show)
        # Offer subcommand argument completions
        "_roost_job_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'create list show' -- "${cur}"))
        ;;
    esac
}

_roost_job_create() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=(--alias -a --trust-remote)
    non_repeating_options=(--project -p --entity -e --name -n --description -d -E --entry-point -g --git-hash --runtime -r -b --build-context -B --base-image -D --dockerfile --host)
    __roost_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--project'|'-p')
        return
        ;;
    '--entity'|'-e')
        return
        ;;
    '--name'|'-n')
        return
        ;;
    '--description'|'-d')
        return
        ;;
    '--alias'|'-a')
        return
        ;;
    '-E'|'--entry-point')
        return
        ;;
    '-g'|'--git-hash')
        return
        ;;
    '--runtime'|'-r')
        return
        ;;
    '-b'|'--build-context')
        return
        ;;
    '-B'|'--base-image')
        return
        ;;
    '-D'|'--dockerfile')
        return
        ;;
    '--trust-remote')
        return
        ;;
    '--host')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __roost_add_completions -W 'git'$'\n''code'$'\n''image'
        return
        ;;
    esac
}

_roost_job_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_job_show() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_launch() {
    repeating_flags=()
    non_repeating_flags=(--json -b --build --async --version -h --help)
    repeating_options=(-C --set-config -v --set-var)
    non_repeating_options=(-j --job -u --uri -d --docker-image -E --entry-point -g --git-version --build-context -D --dockerfile -B --base-image --name --run-id -e --entity -p --project -r --resource -R --resource-args -c --config --repository --host -P --priority --project-queue --author --sweep-id -q --queue)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-j'|'--job')
        return
        ;;
    '-u'|'--uri')
        return
        ;;
    '-d'|'--docker-image')
        return
        ;;
    '-E'|'--entry-point')
        return
        ;;
    '-g'|'--git-version')
        return
        ;;
    '--build-context')
        return
        ;;
    '-D'|'--dockerfile')
        return
        ;;
    '-B'|'--base-image')
        return
        ;;
    '--name')
        return
        ;;
    '--run-id')
        return
        ;;
    '-e'|'--entity')
        return
        ;;
    '-p'|'--project')
        return
        ;;
    '-r'|'--resource')
        return
        ;;
    '-R'|'--resource-args')
        return
        ;;
    '-c'|'--config')
        return
        ;;
    '-C'|'--set-config')
        return
        ;;
    '--repository')
        return
        ;;
    '--host')
        return
        ;;
    '-v'|'--set-var')
        return
        ;;
    '-P'|'--priority')
        __roost_add_completions -W 'critical'$'\n''high'$'\n''medium'$'\n''low'
        return
        ;;
    '--project-queue')
        return
        ;;
    '--author')
        return
        ;;
    '--sweep-id')
        return
        ;;
    '-q'|'--queue')
        return
        ;;
    esac
}

_roost_launch-add() {
    repeating_flags=()
    non_repeating_flags=(--json -b --build --version -h --help)
    repeating_options=(-C --set-config -v --set-var)
    non_repeating_options=(-j --job -u --uri -d --docker-image -E --entry-point -g --git-version --build-context -D --dockerfile -B --base-image --name --run-id -e --entity -p --project -r --resource -R --resource-args -c --config --repository --host -P --priority --project-queue --author --sweep-id -q --queue)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-j'|'--job')
        return
        ;;
    '-u'|'--uri')
        return
        ;;
    '-d'|'--docker-image')
        return
        ;;
    '-E'|'--entry-point')
        return
        ;;
    '-g'|'--git-version')
        return
        ;;
    '--build-context')
        return
        ;;
    '-D'|'--dockerfile')
        return
        ;;
    '-B'|'--base-image')
        return
        ;;
    '--name')
        return
        ;;
    '--run-id')
        return
        ;;
    '-e'|'--entity')
        return
        ;;
    '-p'|'--project')
        return
        ;;
    '-r'|'--resource')
        return
        ;;
    '-R'|'--resource-args')
        return
        ;;
    '-c'|'--config')
        return
        ;;
    '-C'|'--set-config')
        return
        ;;
    '--repository')
        return
        ;;
    '--host')
        return
        ;;
    '-v'|'--set-var')
        return
        ;;
    '-P'|'--priority')
        __roost_add_completions -W 'critical'$'\n''high'$'\n''medium'$'\n''low'
        return
        ;;
    '--project-queue')
        return
        ;;
    '--author')
        return
        ;;
    '--sweep-id')
        return
        ;;
    '-q'|'--queue')
        return
        ;;
    esac
}

_roost_launch-agent() {
    repeating_flags=(-v)
    non_repeating_flags=(--json --version -h --help)
    repeating_options=(--queue -q)
    non_repeating_options=(--entity -e -j --max-jobs --config -c --state --log-file -l --host)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--queue'|'-q')
        return
        ;;
    '--entity'|'-e')
        return
        ;;
    '-j'|'--max-jobs')
        return
        ;;
    '--config'|'-c')
        return
        ;;
    '--state')
        return
        ;;
    '--log-file'|'-l')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_queue() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    create|list|show|pause|resume|drain|delete|items|why|cancel|retry)
        # Offer subcommand argument completions
        "_roost_queue_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'create list show pause resume drain delete items why cancel retry' -- "${cur}"))
        ;;
    esac
}

_roost_queue_create() {
    repeating_flags=()
    non_repeating_flags=(--no-priorities --json --version -h --help)
    repeating_options=()
    non_repeating_options=(--resource -r --args --template-variables --max-running --retry --host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--resource'|'-r')
        return
        ;;
    '--args')
        return
        ;;
    '--template-variables')
        return
        ;;
    '--max-running')
        return
        ;;
    '--retry')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_queue_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--entity -e --host)
    __roost_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--entity'|'-e')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_queue_show() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_queue_pause() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_queue_resume() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_queue_drain() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_queue_delete() {
    repeating_flags=()
    non_repeating_flags=(--yes -y --version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_queue_items() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=(--state -s)
    non_repeating_options=(--limit -l --host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--state'|'-s')
        return
        ;;
    '--limit'|'-l')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_roost_queue_why() {
    repeating_flags=()
    non_repeating_flags=(--json --version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_queue_cancel() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_queue_retry() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--host)
    __roost_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--host')
        return
        ;;
    esac
}

_roost_manual() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--output -o)
    __roost_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--output'|'-o')
        return
        ;;
    esac
}

_roost_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __roost_offer_flags_options -1
}

complete -o filenames -F _roost roost