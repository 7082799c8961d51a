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

Public Sub DvTell(ByVal coded As String, Optional ByVal detail As String = "")
    Dim n As Integer
    n = FreeFile
    Open "{out}" For Append As #n
    Print #n, "told " & coded
    Close #n
End Sub
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

Sub Invoke(doc, what As String, given)
    Dim script, result, outIndex, outValues
    On Error GoTo bad
    script = doc.getScriptProvider().getScript("vnd.sun.star.script:VBAProject." &amp; what &amp; "?language=Basic&amp;location=document")
    result = script.invoke(given, outIndex, outValues)
    Say what &amp; " = " &amp; result
    Exit Sub
bad:
    Say what &amp; " failed " &amp; Err &amp; " " &amp; Error$
End Sub

Sub Main
    Dim args(2) As New com.sun.star.beans.PropertyValue
    Dim doc As Object, control As Object
    On Error GoTo bad
    args(0).Name = "Hidden" : args(0).Value = True
    args(1).Name = "MacroExecutionMode" : args(1).Value = 4
    args(2).Name = "FilterName" : args(2).Value = "Calc MS Excel 2007 VBA XML"
    doc = StarDesktop.loadComponentFromURL("{url}", "_blank", 0, args())
    If IsNull(doc) Then
        Say "NOT LOADED"
        StarDesktop.terminate()
        Exit Sub
    End If
    control = createUnoService("com.sun.star.form.component.CommandButton")
    control.Tag = "dai-son-2025"
{steps}
    Say "END"
    doc.close(True)
    StarDesktop.terminate()
    Exit Sub
bad:
    Say "driver failed " &amp; Error$
    StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>
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
        book.set_module("DanVanPython", _STUB.format(out=out))
        book.save(stubbed)
    profile = folder / "profile"
    basic = profile / "user" / "basic" / "Standard"
    basic.mkdir(parents=True)
    (basic.parent / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    text = _DRIVER.format(
        out=out, url=stubbed.as_uri(), steps=escape("\n".join("    " + step for step in steps))
    )
    for _ in range(2):  # the first start of a profile writes its own list of modules over ours and ends
        (basic / "Drive.xba").write_text(text, encoding="utf-8")
        (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        if not out.exists():
            _start(profile, "macro:///Standard.Drive.Main", timeout)
    return out.read_text(encoding="utf-8").splitlines() if out.exists() else []


def _start(profile: Path, argument: str, timeout: float) -> None:
    command = [
        soffice(),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
    ]
    process = subprocess.Popen(
        [*command, argument],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
