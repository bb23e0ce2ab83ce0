"""A stand-in for Google Sheets, Drive, Forms and the token endpoint, over real HTTP on this machine.

Enters: the requests of any client pointed at `Server.base_url`. Leaves: answers shaped as Google's discovery documents
say, the state of the spreadsheets, and a log of all that was asked.
"""
