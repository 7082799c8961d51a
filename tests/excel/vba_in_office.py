"""The add-in loaded into LibreOffice, its callbacks run there against a stub of RunPython that writes down its command.

LibreOffice runs VBA well enough for one-line callbacks. It swallows compile errors, and a box that nobody can close
would hang it; so everything is judged by what was written down, and the process ends after a while whatever happens.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from tests.support.office import soffice

_STUB = """Public Function RunPython(PythonCommand As String)
    Dim n As Integer
    n = FreeFile
    Open "{out}" For Append As #n
    Print #n, PythonCommand
    Close #n
End Function
"""
_DRIVER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Drive" script:language="StarBasic">
Sub Say(text As String)
    Dim n As Integer
    n = FreeFile
    Open "{out}" For Append As #n
    Print #n, text
    Close #n
End Sub

Function Invoke(doc, what As String, given)
    Dim script, outIndex, outValues
    On Error GoTo bad
    script = doc.getScriptProvider().getScript("vnd.sun.star.script:VBAProject." &amp; what &amp; "?language=Basic&amp;location=document")
    Invoke = script.invoke(given, outIndex, outValues)
    Exit Function
bad:
    Say "FAILED " &amp; what &amp; ": " &amp; Error$
End Function

Sub Main
    Dim args(2) As New com.sun.star.beans.PropertyValue
    Dim doc As Object, control As Object
    args(0).Name = "Hidden" : args(0).Value = True
    args(1).Name = "MacroExecutionMode" : args(1).Value = 4
    args(2).Name = "FilterName" : args(2).Value = "Calc MS Excel 2007 VBA XML"
    doc = StarDesktop.loadComponentFromURL("{url}", "_blank", 0, args())
    If IsNull(doc) Then
        Say "NOT LOADED"
        StarDesktop.terminate()
        Exit Sub
    End If
    control = createUnoService("com.sun.star.awt.UnoControlButtonModel")
    control.Tag = "dai-son-2025"
{steps}
    Say "END"
    doc.close(True)
    StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Drive"/>
</library:library>
"""


def run(addin: Path, steps: list[str], folder: Path, *, timeout: float = 60) -> list[str]:
    """Run Basic ``steps`` (``doc`` is the add-in, ``control`` a control with a tag) and give back what was written."""
    from pyopenvba import ExcelFile

    out = folder / "out.txt"
    stubbed = folder / "stubbed.xlam"
    with ExcelFile(addin) as book:
        book.set_module("xlwings", _STUB.format(out=out))
        book.save(stubbed)
    profile = folder / "profile"
    _start(
        profile, "macro:///Standard.Module1.Main", timeout
    )  # the first start of a profile writes its libraries over ours
    basic = profile / "user" / "basic" / "Standard"
    text = _DRIVER.format(
        out=out, url=stubbed.as_uri(), steps=escape("\n".join("    " + step for step in steps))
    )
    (basic / "Drive.xba").write_text(text, encoding="utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    _start(profile, "macro:///Standard.Drive.Main", timeout)
    return out.read_text(encoding="utf-8").splitlines() if out.exists() else []


def _start(profile: Path, macro: str, timeout: float) -> None:
    arguments = [macro]
    command = [
        soffice(),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
    ]
    process = subprocess.Popen(
        [*command, *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
