"""Tells text that tries to instruct an assistant from text that tells something."""

import re

_INSTRUCTIONS = re.compile(
    r"""
      \b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,30}
        \b(?:instructions?|prompts?|rules?|guidelines|context|everything\sabove|(?:all
        |any)\sprevious|(?:the\s)?above)\b
    | \b(?:ignoriere|vergiss|missachte)\b[^.\n]{0,30}\b(?:anweisung\w*|regeln|vorgaben
        |bisherige\w*)\b
    | \byou\s(?:are|will)\s(?:now|from\snow\son|henceforth)\b
    | \b(?:as|dear|attention|note\sto|hey|hello)[\s,:]+(?:an?\s|the\s|any\s)?(?:ai|llm
        |language\smodel|assistant|chatbot|agent)s?\b
    | \b(?:system|developer|hidden)\s(?:prompt|message|instructions?)\b
    | (?:^|[.:!?]\s+)(?:system|assistant|developer)\s*:
    | <\|?\s*/?(?:im_start|im_end|system|assistant|endoftext|inst|begin_of_text)[^>]*\|?>
        |\[/?INST\]|<</?SYS>>
    | \b(?:do\snot|don't|never)\s(?:tell|reveal|inform|mention|disclose)\b[^.\n]{0,40}\b(?:user
        |human|person|owner)\b
    | \b(?:reply|respond|answer|output|say|print)\s(?:only\s|exactly\s|always\s|with\s){1,2}
    | \b(?:assistants?|ai|llms?|language\smodels?|chatbots?|agents?)\b[^.\n]{0,20}\b(?:must|should
        |shall|needs?\sto|ha(?:ve|s)\sto)\b
    | \bwhen(?:ever)?\s(?:the\suser\s|you\sare\s|anyone\s|someone\s)asks?(?:ed)?\b[^.\n]{0,60}
        \b(?:say|answer|reply|respond|tell|claim)\b
    | \b(?:new|updated|important|following)\sinstructions?\s*(?:for\b|:)
    | \b(?:act|behave|pretend|roleplay)\s(?:as|like)\s(?:if\s)?(?:an?|the|you)\b
    | \b(?:send|forward|exfiltrate|upload|post|email)\b[^.\n]{0,50}\b(?:passwords?|credentials
        |api\skeys?|memories|conversation|chat\shistory)\b
    | \b(?:remember|store|save|memori[sz]e)\sthat\sthe\suser\b
    | \bpretend\s(?:that\s)?you\s(?:are|have)\b
    | \b(?:ignore[zr]?|oublie[zr]?)\b[^.\n]{0,40}\b(?:instructions|consignes|règles)
    | \b(?:ignor[ae]|olvida|esqueça|esquece)\b[^.\n]{0,40}\b(?:instrucciones|reglas|instruções
        |regras)
    | \b(?:ignora|dimentica)\b[^.\n]{0,40}\b(?:istruzioni|regole)
    | \b(?:negeer|vergeet)\b[^.\n]{0,40}\b(?:instructies|regels)
    | \b(?:zignoruj|zapomnij)\b[^.\n]{0,40}\b(?:instrukcj|poleceni|zasad)
    | \b(?:ignorera?|glöm|glem)\b[^.\n]{0,40}\b(?:instruktion|instruks|regler)
    | \b(?:(?:про)?игнорируй|забудь)\w*[^.\n]{0,40}\b(?:инструкци|правил|указани)
    | (?:talimat|kural)\w*[^.\n]{0,20}\b(?:yok\ssay|unut|görmezden)
    | (?:忽略|无视|忘记)[^。\n]{0,12}(?:指令|规则|指示|提示)
    | (?:指示|命令|規則)[^。\n]{0,12}(?:無視|忘れ)
    | (?:지시|명령|규칙)[^.\n]{0,12}(?:무시|잊)
    | (?:تجاهل|انس)[^.\n]{0,30}(?:التعليمات|القواعد|الأوامر)
    | <\|[^|>\n]{1,40}\|> | <｜[^｜\n]{1,40}｜> | </?(?:start|end)_of_turn> | </?tool_call>
    | \[/?(?:SYSTEM_PROMPT|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS)\]
    | \#\#\#\s(?:instruction|response)
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)


def looks_like_instructions(text: str) -> bool:
    """Whether a text addresses an assistant or a model rather than a person.

    A heuristic that errs towards caution: such text stays searchable but yields no facts, and
    answers may flag it. It is no guarantee, which is why captured text can trigger nothing at all.
    """
    return _INSTRUCTIONS.search(text) is not None
